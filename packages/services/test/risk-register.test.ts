import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { addAccount, cover } from "./fixtures.ts";

const today = "2024-06-30";
const store = useTestStore({ asOf: today });
beforeAll(() => cover(store, "2022-01-01", today));

interface Entry {
  readonly factor: string;
  readonly version: number;
}

interface Answer {
  readonly entries: readonly Entry[];
  readonly nextCursor: string | null;
  readonly total: number;
}

const risks = async (input: object, call: object = {}) =>
  (await store.run("score_risk_factors", input, call)) as unknown as Answer;
const record = (clientId: string, part: object = {}, call: object = {}) => {
  const entry = { factor: "overdue_invoices", status: "open", expectedVersion: 0, ...part };
  return risks({ action: "record", clientId, ...entry }, call);
};
const withOverdue = () => addAccount(store, { invoices: [{ dueOn: "2024-05-21", paidOn: null }] });

describe("the register of risks", () => {
  it("keeps what the facts said when a risk was recorded, and shows it beside the factors", async () => {
    const clientId = await withOverdue();
    const answer = await record(clientId, { owner: "Kim", mitigation: "Call finance", dueOn: "2024-07-15" });
    const entry = {
      ...{ factor: "overdue_invoices", version: 1, status: "open", owner: "Kim", mitigation: "Call finance" },
      ...{ dueOn: "2024-07-15", level: "high", value: 40, asOf: today },
    };
    expect(answer).toMatchObject({ asOf: today, levels: null, factors: null, entries: [entry], total: 1 });
    expect(await risks({ clientId })).toMatchObject({ entries: [entry], total: 1 });
    const [audited] = await store.query<{ operation: string; reason: string }>(
      "SELECT operation, reason FROM cs.audit_entries WHERE client_id = $1 ORDER BY occurred_at DESC, audit_id DESC LIMIT 1",
      [clientId],
    );
    expect(audited).toMatchObject({ operation: "score_risk_factors", reason: "Call finance" });
  });

  it("adds versions, which keep what a call does not name", async () => {
    const clientId = await withOverdue();
    await record(clientId, { owner: "Kim", mitigation: "Call finance", dueOn: "2024-07-15" });
    const { entries } = await record(clientId, { status: "mitigating", dueOn: "2024-08-01", expectedVersion: 1 });
    expect(entries).toMatchObject([
      { version: 2, status: "mitigating", owner: "Kim", mitigation: "Call finance", dueOn: "2024-08-01" },
    ]);
    await record(clientId, { status: "closed", expectedVersion: 2 });
    const history = await risks({ action: "history", clientId });
    expect(history).toMatchObject({ total: 3, entries: [{ status: "closed" }, { version: 2 }, { version: 1 }] });
  });

  it("can hold a risk that no fact tells", async () => {
    const clientId = await addAccount(store);
    const { entries } = await record(clientId, { factor: "sponsor_gone" });
    expect(entries).toMatchObject([{ factor: "sponsor_gone", level: "unknown", value: null }]);
  });

  it("refuses a version that is not the newest, and writes nothing", async () => {
    const clientId = await withOverdue();
    await record(clientId);
    await expect(record(clientId)).rejects.toMatchObject({ code: "conflict", field: "expectedVersion" });
    expect(await risks({ action: "history", clientId })).toMatchObject({ total: 1 });
  });

  it("records once for one idempotency key, also when both calls come at once", async () => {
    const clientId = await withOverdue();
    const call = { idempotencyKey: "risk-once" };
    const [first, second] = await Promise.all([record(clientId, call), record(clientId, call)]);
    expect(second).toEqual(first);
    expect(await record(clientId, call)).toEqual(first);
    expect(await risks({ action: "history", clientId })).toMatchObject({ total: 1 });
    await expect(record(clientId, { ...call, owner: "Lee" })).rejects.toMatchObject({ code: "conflict" });
  });

  it("is paged through without a gap or a double, and by factor", async () => {
    const clientId = await withOverdue();
    for (let version = 0; version < 4; version += 1) {
      await record(clientId, { expectedVersion: version });
      await record(clientId, { factor: "inactivity", expectedVersion: version });
    }
    const { entries: whole } = await risks({ action: "history", clientId, limit: 50 });
    expect(whole).toHaveLength(8);
    const seen: Entry[] = [];
    let cursor: string | undefined;
    do {
      const page = await risks({ action: "history", clientId, limit: 3, ...(cursor && { cursor }) });
      expect(page.total).toBe(8);
      seen.push(...page.entries);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(whole);
    const one = await risks({ action: "history", clientId, factor: "inactivity", limit: 2 });
    expect(one).toMatchObject({ total: 4, entries: [{ version: 4 }, { version: 3 }] });
    await expect(risks({ action: "history", clientId, cursor: one.nextCursor })).rejects.toMatchObject({
      field: "cursor",
    });
  });

  it("is empty for an account of which nothing was recorded", async () => {
    const clientId = await addAccount(store);
    const nothing = { entries: [], total: 0, nextCursor: null };
    expect(await risks({ clientId })).toMatchObject(nothing);
    expect(await risks({ action: "history", clientId })).toMatchObject({ ...nothing, factors: null });
  });

  it("reads where nothing may be written, and is not written to", async () => {
    const clientId = await withOverdue();
    await expect(record(clientId, {}, { readOnly: true })).rejects.toMatchObject({
      ...{ code: "forbidden", field: "action" },
      hint: "Its actions that only read: assess, history.",
    });
    await expect(record(clientId, {}, { scopes: ["cs:read"] })).rejects.toMatchObject({ code: "forbidden" });
    expect(await risks({ clientId }, { readOnly: true, scopes: ["cs:read"] })).toMatchObject({ total: 0 });
  });
});

describe("a call that cannot be accepted", () => {
  const recording = { action: "record", factor: "inactivity", status: "open", expectedVersion: 0 };
  const nobody = `cs_${"0".repeat(26)}`;
  it.each([
    ["an unknown client", { clientId: nobody }, "not_found", "clientId"],
    ["an unknown client in its history", { action: "history", clientId: nobody }, "not_found", "clientId"],
    ["an unknown client to record", { ...recording, clientId: nobody }, "not_found", "clientId"],
    ["no client", { clientId: undefined }, "invalid_input", "clientId"],
    ["an unknown action", { action: "guess" }, "invalid_input", "action"],
    ["a day that is none", { asOf: "2024-02-30" }, "invalid_input", "asOf"],
    ["an unknown factor", { ...recording, factor: "weather" }, "invalid_input", "factor"],
    ["an unknown factor in its history", { action: "history", factor: "weather" }, "invalid_input", "factor"],
    ["no factor", { ...recording, factor: undefined }, "invalid_input", "factor"],
    ["an unknown status", { ...recording, status: "solved" }, "invalid_input", "status"],
    ["no version", { ...recording, expectedVersion: undefined }, "invalid_input", "expectedVersion"],
    ["an empty owner", { ...recording, owner: "" }, "invalid_input", "owner"],
    ["a field of another action", { owner: "Kim" }, "invalid_input", "owner"],
    ["a broken cursor", { action: "history", cursor: "?" }, "invalid_input", "cursor"],
  ])("is refused for %s", async (_, part, code, field) => {
    const clientId = await addAccount(store);
    await expect(risks({ clientId, ...part })).rejects.toMatchObject({ code, field });
  });
});
