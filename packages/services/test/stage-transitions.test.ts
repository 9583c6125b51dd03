import { lifecycleStages } from "@cs/models";
import { useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { addAccount } from "./fixtures.ts";
import { stagesOf } from "./stage-fixtures.ts";

const today = "2024-06-30";
const store = useTestStore({ asOf: today });
const { manage, register, move } = stagesOf(store);
const auditOf = (clientId: string) =>
  store.query(
    "SELECT actor, reason, request_id, changes FROM cs.audit_entries WHERE client_id = $1 AND operation = 'manage_lifecycle_stages'",
    [clientId],
  );

describe("a transition", () => {
  it("moves the client from today on, and is logged and audited with actor and reason", async () => {
    const clientId = await register();
    const input = {
      action: "transition",
      clientId,
      toStage: "adoption",
      expectedVersion: 1,
      reason: "Live since Monday",
    };
    const answer = await manage(input, { actor: "user:7", requestId: "req-42" });
    expect(answer).toMatchObject({
      stage: "adoption",
      version: 2,
      since: today,
      days: 0,
      moves: null,
      total: 2,
      history: [
        {
          from: "onboarding",
          to: "adoption",
          enteredOn: today,
          operation: "manage_lifecycle_stages",
          actor: "user:7",
          reason: "Live since Monday",
        },
      ],
    });
    const changes = [{ field: "lifecycleStage", before: "onboarding", after: "adoption" }];
    expect(await auditOf(clientId)).toEqual([
      { actor: "user:7", reason: "Live since Monday", request_id: "req-42", changes },
    ]);
    expect(await store.run("list_clients", { lifecycleStage: "adoption" })).toMatchObject({ total: 1 });
  });

  it("is on the timeline, beside what the registration logged", async () => {
    const clientId = await register();
    await move(clientId, "adoption");
    const { events } = await store.run("get_client_timeline", { clientId, types: ["stage_changed"] });
    expect((events as { summary: string }[]).map(({ summary }) => summary)).toEqual([
      "Stage onboarding -> adoption by tester (manage_lifecycle_stages)",
      "Stage none -> onboarding by tester (register_client)",
    ]);
  });

  it("happens once for a key, also when it is repeated", async () => {
    const clientId = await register();
    const part = { expectedVersion: 1, idempotencyKey: "stage-once-1" };
    const first = await move(clientId, "adoption", part);
    expect(await move(clientId, "adoption", part)).toEqual(first);
    expect(await auditOf(clientId)).toHaveLength(1);
    await expect(move(clientId, "churned", part)).rejects.toMatchObject({ field: "idempotencyKey" });
  });

  it("that is not allowed is refused with those that are, and writes nothing", async () => {
    const clientId = await register();
    for (const [toStage, message] of [
      ["growth", "An account in onboarding cannot go to growth."],
      ["won_back", "An account in onboarding cannot go to won_back."],
      ["onboarding", "The account is in onboarding already."],
    ] as const) {
      await expect(move(clientId, toStage)).rejects.toMatchObject({
        code: "invalid_input",
        field: "toStage",
        message,
        hint: "It can go to adoption, renewal, churned. A stage that was entered wrongly is corrected with update_client_info.",
      });
    }
    expect(await manage({ clientId })).toMatchObject({ stage: "onboarding", version: 1, total: 1 });
    expect(await auditOf(clientId)).toEqual([]);
    const without = await addAccount(store);
    await expect(move(without, "won_back")).rejects.toMatchObject({
      message: "An account in no stage cannot go to won_back.",
    });
    expect(await move(without, "churned")).toMatchObject({ stage: "churned" });
  });

  it("can reach every stage from every other, and never leaves the churned but to win them back", async () => {
    const allowed = new Map<string, string[]>();
    for (const stage of lifecycleStages) {
      const clientId = await addAccount(store, { customers: [{ lifecycleStage: stage }] });
      const { moves } = (await store.run("manage_lifecycle_stages", { action: "evaluate", clientId })) as {
        moves: { to: string }[];
      };
      allowed.set(
        stage,
        moves.map(({ to }) => to),
      );
    }
    for (const stage of lifecycleStages) {
      const reached = new Set<string>([stage]);
      for (const each of reached) for (const next of allowed.get(each) ?? []) reached.add(next);
      expect(reached.size, stage).toBe(lifecycleStages.length);
      expect(allowed.get(stage)).not.toContain(stage);
    }
    expect(allowed.get("churned")).toEqual(["won_back"]);
  });

  it("on a stale version is a conflict, whatever the stage, and writes nothing", async () => {
    const clientId = await register();
    await move(clientId, "adoption");
    for (const toStage of ["value_realization", "won_back"]) {
      await expect(move(clientId, toStage, { expectedVersion: 1 })).rejects.toMatchObject({
        code: "conflict",
        field: "expectedVersion",
      });
    }
    expect(await manage({ clientId })).toMatchObject({ stage: "adoption", total: 2 });
  });

  it("of ten at once on one version takes place once", async () => {
    const clientId = await register();
    const input = { action: "transition", clientId, toStage: "adoption", expectedVersion: 1, reason: "r" };
    const racers = await Promise.allSettled(Array.from({ length: 10 }, () => manage(input)));
    expect(racers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await manage({ clientId })).toMatchObject({ version: 2, total: 2 });
  });

  it("needs the scope to write, and a server that may", async () => {
    const clientId = await register();
    const input = { action: "transition", clientId, toStage: "adoption", expectedVersion: 1, reason: "r" };
    await expect(manage(input, { scopes: ["cs:read"] })).rejects.toMatchObject({ code: "forbidden" });
    await expect(manage(input, { readOnly: true })).rejects.toMatchObject({
      code: "forbidden",
      hint: "Its actions that only read: get, evaluate.",
    });
    expect(await manage({ clientId }, { scopes: ["cs:read"], readOnly: true })).toMatchObject({ total: 1 });
  });
});
