import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { addAccount, cover } from "./fixtures.ts";

const asOf = "2024-06-30";
const store = useTestStore({ asOf });

interface Answer {
  readonly model: { readonly segmentId: string; readonly version: number | null } | null;
  readonly comparedWith: string | null;
  readonly customers: number;
  readonly undecided: number;
  readonly potentialUnknown: number;
  readonly tiers: readonly { readonly tier: string; readonly accounts: number }[];
  readonly moves: readonly { readonly from: string | null; readonly to: string | null; readonly accounts: number }[];
  readonly csms: readonly { readonly csm: string; readonly load: number }[];
  readonly accounts: readonly {
    readonly clientName: string;
    readonly tier: string;
    readonly previousTier: string | null;
    readonly value: { readonly value: { readonly amount: number } | null };
    readonly potential: { readonly value: { readonly amount: number } | null; readonly reason: string | null };
  }[];
  readonly total: number | null;
  readonly nextCursor: string | null;
}
const ask = (input: object = {}, call: object = {}) =>
  store.run("segment_by_value_tier", input, call) as Promise<object> as Promise<Answer>;

const tiers = [
  { tier: "high", minimumValue: 5_000_000, capacity: 2, accountsPerCsm: 4 },
  { tier: "mid", minimumValue: 1_000_000, accountsPerCsm: 10 },
  { tier: "digital" },
];

async function tierOf(input: object = {}): Promise<Record<string, string>> {
  const found: [string, string][] = [];
  let cursor: string | null = null;
  do {
    const page: Answer = await ask({ action: "accounts", limit: 2, ...input, ...(cursor && { cursor }) });
    found.push(...page.accounts.map(({ clientName, tier }): [string, string] => [clientName, tier]));
    expect(found.length).toBeLessThanOrEqual(page.total ?? 0);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return Object.fromEntries(found);
}

const clients: Record<string, string> = {};
const add = async (clientName: string, csm: string | null, facts: object) => {
  clients[clientName] = await addAccount(store, { customers: [{ clientName, csm }], ...facts });
};
const line = (arr: number, more: object = {}) => ({ startDate: "2024-01-01", arr, currency: "USD", ...more });

describe("before anything is stored", () => {
  it("there is no model, and nobody to put into tiers", async () => {
    expect(await ask()).toMatchObject({ model: null, tiers: [], moves: [], csms: [] });
    expect(await ask({ action: "accounts" })).toMatchObject({ accounts: [], total: 0 });
    await expect(ask({ action: "run" })).rejects.toMatchObject({ code: "invalid_input", field: "tiers" });
    const empty = await ask({ action: "preview", tiers });
    expect(empty).toMatchObject({ customers: 0, undecided: 0, moves: [], csms: [], model: { version: null } });
    expect(empty.tiers.map(({ accounts }) => accounts)).toEqual([0, 0, 0]);
  });

  it.each([
    ["two equal tiers", [{ tier: "high" }, { tier: "high" }], "tiers[1].tier"],
    ["a last tier with a limit", [{ tier: "high", capacity: 1 }], "tiers[0]"],
    [
      "a higher minimum below",
      [{ tier: "high", minimumValue: 1 }, { tier: "mid", minimumValue: 2 }, { tier: "low" }],
      "tiers[1].minimumValue",
    ],
    ["an unknown tier", [{ tier: "gold" }], "tiers[0].tier"],
    ["no tiers", [], "tiers"],
  ])("refuses %s", async (_, given, field) => {
    await expect(ask({ action: "preview", tiers: given })).rejects.toMatchObject({ code: "invalid_input", field });
  });
});

describe("tiers by value", () => {
  beforeAll(async () => {
    await cover(store, "2024-01-01", asOf);
    await add("Alder", "Ann", { subscriptions: [line(9_000_000)] });
    await add("Birch", "Ann", { subscriptions: [line(8_000_000)] });
    // Qualifies for the best tier, which has no room.
    await add("Cedar", "Ben", { subscriptions: [line(7_000_000)] });
    // Ten named users on five seats: use of 2, so that the potential is its whole ARR once more.
    const usage = Array.from({ length: 10 }, (_, user) => ({ occurredAt: `${asOf}T08:00:00Z`, user: `u${user}` }));
    await add("Dogwood", "Ben", { subscriptions: [line(4_000_000, { seats: 5 })], usage });
    await add("Elder", null, { subscriptions: [line(500_000)] });
    await add("Fir", "Ann", { subscriptions: [line(3_000_000, { currency: "EUR" })] });
    await store.run("calculate_health_score", { clientIds: Object.values(clients) });
  });

  it("fill from the top within their capacity, and say how full the managers are", async () => {
    const answer = await ask({ action: "run", tiers, idempotencyKey: "tiers-once" });
    expect(answer).toMatchObject({
      model: { version: 1, potentialWeight: 0 },
      asOf,
      comparedWith: null,
      customers: 6,
      undecided: 1,
      missing: [{ fact: "arr", reason: "ARR in another currency", accounts: 1 }],
      potentialUnknown: 0,
      clv: { value: null, reason: "margin and churn are not recorded" },
      tiers: [
        { tier: "high", accounts: 2, arr: [{ amount: 17_000_000 }], full: true, withoutCsm: 0, csmsNeeded: 1 },
        { tier: "mid", accounts: 2, arr: [{ amount: 11_000_000 }], full: false, withoutCsm: 0, csmsNeeded: 1 },
        { tier: "digital", accounts: 1, arr: [{ amount: 500_000 }], full: false, withoutCsm: 1, csmsNeeded: null },
      ],
      // 2 of 4 and 2 of 10.
      csms: [
        { csm: "Ann", accounts: 2, byTier: { high: 2 }, load: 0.5 },
        { csm: "Ben", accounts: 2, byTier: { mid: 2 }, load: 0.2 },
      ],
      csmTotal: 2,
    });
    expect(answer.moves).toEqual([
      { from: null, to: "high", accounts: 2 },
      { from: null, to: "mid", accounts: 2 },
      { from: null, to: "digital", accounts: 1 },
    ]);
    expect(await ask({ action: "run", tiers, idempotencyKey: "tiers-once" })).toEqual(answer);
    expect(await ask()).toEqual(answer);
    expect(await tierOf()).toEqual({ Alder: "high", Birch: "high", Cedar: "mid", Dogwood: "mid", Elder: "digital" });
    expect(await tierOf({ tier: "mid" })).toEqual({ Cedar: "mid", Dogwood: "mid" });
    const audited = await store.query("SELECT actor FROM cs.audit_entries WHERE operation = 'segment_by_value_tier'");
    expect(audited).toEqual([{ actor: "tester" }]);
  });

  it("count potential by its weight, where it is known", async () => {
    const answer = await ask({ action: "preview", potentialWeight: 1, limit: 1 });
    // Dogwood is worth 8,000,000 now, as Birch: the older id stays.
    expect(answer).toMatchObject({ potentialUnknown: 4, model: { version: null }, csmTotal: 2, moves: [] });
    expect(answer.csms).toHaveLength(1);
    await store.query("UPDATE cs.subscriptions SET arr = arr + 1 WHERE client_id = $1", [clients["Dogwood"]]);
    expect((await ask({ action: "preview", potentialWeight: 1 })).moves).toEqual([
      { from: "high", to: "mid", accounts: 1 },
      { from: "mid", to: "high", accounts: 1 },
    ]);
    expect((await ask({ action: "preview", potentialWeight: 0.5 })).moves).toEqual([]);
  });

  it("are stored with each move, also under another model", async () => {
    const answer = await ask({ action: "run", potentialWeight: 1 });
    expect(answer).toMatchObject({ model: { version: 2 }, comparedWith: asOf });
    expect(await ask()).toEqual(answer);
    expect(await tierOf({ moved: true })).toEqual({ Birch: "mid", Dogwood: "high" });
    const { accounts } = await ask({ action: "accounts", moved: true });
    expect(accounts).toMatchObject([
      { clientName: "Birch", previousTier: "high", potential: { value: null } },
      {
        clientName: "Dogwood",
        previousTier: "mid",
        potential: { value: { amount: 4_000_001 }, reason: null },
        value: { value: { amount: 8_000_002 } },
      },
    ]);
    expect(accounts[0]?.potential.reason).toBe("usage does not name users");
    const history = await store.query(
      `SELECT group_name AS tier, left_by IS NULL AS now FROM cs.segment_memberships WHERE client_id = $1 ORDER BY 2`,
      [clients["Dogwood"]],
    );
    expect(history).toEqual([
      { tier: "mid", now: false },
      { tier: "high", now: true },
    ]);
  });

  it("let nobody move whose facts stay", async () => {
    expect(await ask({ action: "run" })).toMatchObject({ model: { version: 2 }, moves: [] });
    expect(await tierOf({ moved: true })).toEqual({});
    expect(await ask({ action: "preview", asOf: "2023-12-31" })).toMatchObject({ undecided: 6 });
  });

  it("belong to their own tool, and are compared with other segments", async () => {
    const { model } = await ask();
    const segmentId = model?.segmentId;
    const rule = { fact: "arr", op: ">", value: 8_000_000 };
    await expect(store.run("segment_customers", { action: "define", segmentId, rule })).rejects.toMatchObject({
      code: "invalid_input",
      field: "segmentId",
    });
    expect(await store.run("segment_customers", { action: "preview", rule })).toMatchObject({
      evaluation: { overlap: [{ segmentId, group: "high", shared: 1, of: 2 }] },
    });
  });

  it("are read without the right to write, and stored only with it", async () => {
    const reading = { scopes: ["cs:read"], readOnly: true };
    expect(await ask({ action: "preview" }, reading)).toMatchObject({ moves: [] });
    await expect(ask({ action: "run" }, { scopes: ["cs:read"] })).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask({ action: "run" }, { readOnly: true })).rejects.toMatchObject({
      hint: "Its actions that only read: show, accounts, preview.",
    });
    await expect(ask({ action: "accounts", cursor: "x" })).rejects.toMatchObject({ field: "cursor" });
  });
});
