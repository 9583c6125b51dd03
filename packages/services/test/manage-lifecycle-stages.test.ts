import { addDays, daysBetween } from "@cs/models";
import { useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { addAccount } from "./fixtures.ts";
import { type StageEntry, stagesOf } from "./stage-fixtures.ts";

const today = "2024-06-30";
const store = useTestStore({ asOf: today });
const { manage, register, move } = stagesOf(store);

/** Dates the newest change of stage back, as if it had been made then. */
const dateBack = (clientId: string, day: string) =>
  store.query(
    `UPDATE cs.lifecycle_transitions SET entered_on = $2, recorded_at = $2::date + interval '12 hours'
     WHERE transition_id = (SELECT max(transition_id) FROM cs.lifecycle_transitions WHERE client_id = $1)`,
    [clientId, day],
  );

describe("the stage of a client", () => {
  it("is known since its registration", async () => {
    const answer = await manage({ clientId: await register() });
    expect(answer).toMatchObject({
      stage: "onboarding",
      version: 1,
      since: today,
      days: 0,
      atLeastDays: null,
      reason: null,
      moves: null,
      total: 1,
      nextCursor: null,
      history: [
        { from: null, to: "onboarding", enteredOn: today, days: 0, operation: "register_client", reason: null },
      ],
    });
  });

  it("has dwells that are the days between the changes, the last one up to today", async () => {
    const clientId = await register();
    const days = ["2023-01-15", "2023-03-01", "2023-12-31", "2024-05-20"];
    await dateBack(clientId, days[0] ?? "");
    for (const [index, stage] of ["adoption", "value_realization", "growth"].entries()) {
      await move(clientId, stage);
      await dateBack(clientId, days[index + 1] ?? "");
    }
    const { history, ...now } = await manage({ clientId });
    expect(now).toMatchObject({ stage: "growth", since: "2024-05-20", days: 41, version: 4, total: 4 });
    const until = [...days.slice(1), today];
    const expected = days.map((day, index) => daysBetween(day, until[index] ?? ""));
    expect(expected).toEqual([45, 305, 141, 41]);
    expect(history?.map((each) => each.days)).toEqual(expected.toReversed());
  });

  it("that a source delivered is dated by nobody, and the answer says so", async () => {
    const clientId = await addAccount(store, { customers: [{ lifecycleStage: "growth" }] });
    await store.query("UPDATE cs.lifecycle_transitions SET recorded_at = '2024-06-20T12:00:00Z' WHERE client_id = $1", [
      clientId,
    ]);
    expect(await manage({ clientId })).toMatchObject({
      stage: "growth",
      since: null,
      days: null,
      atLeastDays: 10,
      reason: "crm delivered the stage on 2024-06-20, not since when it holds",
      history: [{ from: null, to: "growth", enteredOn: null, days: null, operation: "import", actor: "crm" }],
    });
    await move(clientId, "renewal");
    const { days, history } = await manage({ clientId });
    expect([days, history?.map((each) => each.days)]).toEqual([0, [0, null]]);
  });

  it("is without a dwell when it was never logged, and when there is none", async () => {
    const unlogged = await addAccount(store, { customers: [{ lifecycleStage: "growth" }] });
    await store.query("DELETE FROM cs.lifecycle_transitions WHERE client_id = $1", [unlogged]);
    const reason = "the stage was recorded before changes of stage were logged";
    expect(await manage({ clientId: unlogged })).toMatchObject({ stage: "growth", days: null, reason, history: [] });
    const without = await addAccount(store);
    const none = { stage: null, days: null, reason: "the account has no stage", history: [], total: 0 };
    expect(await manage({ clientId: without })).toMatchObject(none);
  });

  it("is without a dwell on a day before it was entered", async () => {
    const clientId = await register();
    await dateBack(clientId, addDays(today, 3));
    const answer = { days: null, since: "2024-07-03", reason: "the stage was entered after 2024-06-30" };
    expect(await manage({ clientId })).toMatchObject(answer);
  });

  it("is logged also when update_client_info sets it, and when it clears it", async () => {
    const clientId = await register();
    const update = (expectedVersion: number, lifecycleStage: string | null) =>
      store.run("update_client_info", { clientId, expectedVersion, patch: { lifecycleStage }, reason: "typo" });
    await update(1, "churned");
    await update(2, null);
    await store.run("update_client_info", { clientId, expectedVersion: 3, patch: { csm: "Kim" }, reason: "r" });
    const { history, stage } = await manage({ clientId });
    expect(stage).toBeNull();
    const entry = { operation: "update_client_info", reason: "typo", enteredOn: today };
    expect(history).toMatchObject([
      { from: "churned", to: null, ...entry },
      { from: "onboarding", to: "churned", ...entry },
      { from: null, to: "onboarding" },
    ]);
  });

  it("has a history that is paged through without a gap or a double", async () => {
    const clientId = await register();
    for (let round = 0; round < 4; round += 1) {
      await move(clientId, "adoption");
      await move(clientId, "onboarding");
    }
    const { history: whole } = await manage({ clientId, limit: 50 });
    const seen: StageEntry[] = [];
    let cursor: string | undefined;
    do {
      const page = await manage({ clientId, limit: 2, ...(cursor && { cursor }) });
      expect(page.total).toBe(9);
      seen.push(...(page.history ?? []));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(9);
    expect(seen).toEqual(whole);
    const other = await register();
    const { nextCursor } = await manage({ clientId, limit: 2 });
    await expect(manage({ clientId: other, cursor: nextCursor })).rejects.toMatchObject({ field: "cursor" });
  });
});

describe("a call that cannot be accepted", () => {
  it.each([
    ["an unknown client", { clientId: `cs_${"0".repeat(26)}` }, "not_found", "clientId"],
    ["no client", { clientId: undefined }, "invalid_input", "clientId"],
    ["an unknown action", { action: "jump" }, "invalid_input", "action"],
    ["a field of another action", { action: "evaluate", limit: 3 }, "invalid_input", "limit"],
    ["a broken cursor", { cursor: "?" }, "invalid_input", "cursor"],
    ["no stage", { action: "transition", expectedVersion: 1, reason: "r" }, "invalid_input", "toStage"],
    [
      "at_risk",
      { action: "transition", toStage: "at_risk", expectedVersion: 1, reason: "r" },
      "invalid_input",
      "toStage",
    ],
    ["no reason", { action: "transition", toStage: "adoption", expectedVersion: 1 }, "invalid_input", "reason"],
    ["no version", { action: "transition", toStage: "adoption", reason: "r" }, "invalid_input", "expectedVersion"],
  ])("is refused for %s", async (_, part, code, field) => {
    const clientId = await register();
    await expect(manage({ clientId, ...part })).rejects.toMatchObject({ code, field });
  });

  it("is refused for an unknown client by every action", async () => {
    const clientId = `cs_${"0".repeat(26)}`;
    await expect(manage({ action: "evaluate", clientId })).rejects.toMatchObject({ code: "not_found" });
    const input = { action: "transition", clientId, toStage: "adoption", expectedVersion: 1, reason: "r" };
    await expect(manage(input)).rejects.toMatchObject({ code: "not_found" });
  });
});
