import type { HealthBand } from "@cs/models";
import { computedScore, useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { addAccount, type Facts, scorecardInForce } from "./fixtures.ts";

const asOf = "2024-06-30";
const store = useTestStore({ asOf });
const nameOf = new Map<string, string>();

const accounts: Record<string, Facts> = {
  Alpha: {
    customers: [
      {
        domains: ["alpha.example"],
        segment: "enterprise",
        lifecycleStage: "growth",
        planTier: "enterprise",
        csm: "Kim",
      },
    ],
    contracts: [{ endDate: "2024-12-31" }],
    subscriptions: [{ arr: 500_000 }, { arr: 1_000, currency: "EUR", endDate: "2024-07-31" }],
  },
  bravo: {
    customers: [{ domains: ["mail.shared.example"], segment: "smb", lifecycleStage: "growth", csm: "Kim" }],
    subscriptions: [{ arr: 200_000, endDate: "2024-08-31" }],
  },
  "Charlie & Sons_100%": {
    customers: [
      { domains: ["shared.example"], segment: "smb", lifecycleStage: "renewal", planTier: "starter", csm: "Lee" },
    ],
    subscriptions: [{ arr: 70_000, currency: "EUR" }],
  },
  Délta: { customers: [{ csm: "kim" }], subscriptions: [{ arr: 900_000, endDate: "2024-06-30" }] },
};
const scores: Record<string, [HealthBand, number | null]> = {
  Alpha: ["good", 75],
  bravo: ["critical", 20.5],
  "Charlie & Sons_100%": ["insufficient_data", null],
};

beforeAll(async () => {
  for (const [clientName, facts] of Object.entries(accounts)) {
    const clientId = await addAccount(store, { ...facts, customers: [{ ...facts.customers?.[0], clientName }] });
    nameOf.set(clientId, clientName);
    const scored = scores[clientName];
    if (scored) await storeScore(clientId, scored, "2024-06-01");
  }
});

const unknownUse = {
  group: "usage",
  measure: "usage_trend",
  direction: "higher_is_better",
  status: "missing",
  value: null,
  reason: "no usage events are connected",
  normalised: null,
  weight: 1,
  effectiveWeight: 0,
  points: 0,
  shownPoints: 0,
} as const;

async function storeScore(clientId: string, [band, score]: [HealthBand, number | null], day: string): Promise<void> {
  const unknown = {
    reason: score === null ? "too little is known" : null,
    provedBand: "critical",
    coverage: 1,
    confidence: 1,
  } as const;
  const empty = {
    interval: { low: 0, high: 100 },
    contributions: score === null ? [unknownUse] : [],
    capsFired: [],
    capsUndecided: [],
    scorecard: scorecardInForce,
  };
  const whole = { ...unknown, ...empty, score, band, asOf: day, inputHash: `${clientId} ${day}` };
  await store.persistence.write(store.tenantId, (tx) => tx.snapshots.record([computedScore(clientId, whole)]));
}

interface Answer {
  clients: Record<string, unknown>[];
  total: number;
  byBand: { band: string; count: number; arr: { amount: number; currency: string }[] }[];
  nextCursor: string | null;
}
const list = async (input: object = {}) => (await store.run("list_clients", input)) as unknown as Answer;
const names = async (input: object = {}) => (await list(input)).clients.map(({ clientName }) => clientName);
const [alpha, bravo, charlie, delta] = Object.keys(accounts);

describe("the list of clients", () => {
  it("shows each with its ARR per currency, renewal, newest score and reasons", async () => {
    const { clients } = await list();
    expect(clients[0]).toEqual({
      clientId: expect.stringMatching(/^cs_/),
      clientName: "Alpha",
      segment: "enterprise",
      lifecycleStage: "growth",
      planTier: "enterprise",
      csm: "Kim",
      arr: [
        { amount: 1_000, currency: "EUR", text: "EUR 10" },
        { amount: 500_000, currency: "USD", text: "USD 5,000" },
      ],
      renewalDate: "2024-12-31",
      band: "good",
      score: 75,
      scoredAsOf: "2024-06-01",
      reasons: [],
    });
    expect(clients[2]).toMatchObject({
      band: "insufficient_data",
      score: null,
      reasons: ["Usage trend: no usage events are connected"],
    });
    expect(clients[3]).toMatchObject({ band: "not_scored", score: null, scoredAsOf: null, arr: [], renewalDate: null });
  });

  it.each<[string, object, (string | undefined)[]]>([
    ["segment", { segment: "smb" }, [bravo, charlie]],
    ["stage", { lifecycleStage: "growth" }, [alpha, bravo]],
    ["plan", { planTier: "starter" }, [charlie]],
    ["one band", { bands: ["good"] }, [alpha]],
    ["bands, also those without a score", { bands: ["insufficient_data", "not_scored"] }, [charlie, delta]],
    ["CSM, exactly", { csm: "Kim" }, [alpha, bravo]],
    ["ARR from, in the reporting currency", { minimumArr: 200_000 }, [alpha, bravo]],
    ["ARR from just above", { minimumArr: 200_001 }, [alpha]],
    ["ARR up to, where another currency counts nothing", { maximumArr: 200_000 }, [bravo, charlie, delta]],
    ["no ARR", { maximumArr: 0 }, [charlie, delta]],
    ["renewal window with both days", { renewalFrom: "2024-08-31", renewalTo: "2024-12-31" }, [alpha, bravo]],
    ["renewal from", { renewalFrom: "2024-09-01" }, [alpha]],
    ["renewal to", { renewalTo: "2024-12-30" }, [bravo]],
    ["text in a name, ignoring case", { search: "BRAV" }, [bravo]],
    ["text in a domain", { search: "shared.example" }, [bravo, charlie]],
    ["text with wild cards of SQL as they stand", { search: "s_100%" }, [charlie]],
    ["a wild card alone", { search: "%" }, [charlie]],
    ["text that is nowhere", { search: "zulu" }, []],
    ["text beyond ASCII", { search: "DÉL" }, [delta]],
    ["several at once", { segment: "smb", csm: "Kim", search: "a" }, [bravo]],
  ])("is filtered by %s", async (_, filter, expected) => {
    expect(await names(filter)).toEqual(expected);
    expect((await list(filter)).total).toBe(expected.length);
  });

  it.each([
    ["name", [alpha, bravo, charlie, delta]],
    ["health", [bravo, alpha, charlie, delta]],
    ["arr", [alpha, bravo, charlie, delta]],
    ["renewal", [bravo, alpha, charlie, delta]],
  ])("is sorted by %s, unknown values last", async (sort, expected) => {
    expect(await names({ sort })).toEqual(expected);
  });

  it("has totals of the whole set by band and currency, whatever the page", async () => {
    const expected = [
      { band: "critical", count: 1, arr: [{ amount: 200_000, currency: "USD", text: "USD 2,000" }] },
      {
        band: "good",
        count: 1,
        arr: [
          { amount: 1_000, currency: "EUR", text: "EUR 10" },
          { amount: 500_000, currency: "USD", text: "USD 5,000" },
        ],
      },
      { band: "insufficient_data", count: 1, arr: [{ amount: 70_000, currency: "EUR", text: "EUR 700" }] },
      { band: "not_scored", count: 1, arr: [] },
    ];
    for (const limit of [1, 100]) expect(await list({ limit })).toMatchObject({ total: 4, byBand: expected });
  });

  it("looks at another day: ARR, renewal and score as of then", async () => {
    const { clients } = await list({ asOf: "2024-05-31", search: "délta" });
    expect(clients[0]).toMatchObject({ arr: [{ amount: 900_000 }], renewalDate: "2024-06-30", band: "not_scored" });
    const [first] = (await list({ asOf: "2024-05-31", search: "alpha" })).clients;
    expect(first).toMatchObject({ band: "not_scored", score: null, reasons: [] });
  });

  it("takes the newest score of the day", async () => {
    const [clientId] = [...nameOf].find(([, name]) => name === "Délta") ?? [""];
    await storeScore(clientId, ["critical", 10], "2024-06-10");
    await storeScore(clientId, ["excellent", 95], "2024-06-20");
    await storeScore(clientId, ["good", 80], "2024-07-01");
    // The last day on which it is a customer.
    const asOf = "2024-06-29";
    expect((await list({ search: "délta", asOf })).clients[0]).toMatchObject({
      band: "excellent",
      score: 95,
      scoredAsOf: "2024-06-20",
    });
    expect(await names({ bands: ["excellent"], asOf })).toEqual([delta]);
  });

  it.each([
    ["limit 0", { limit: 0 }, "limit"],
    ["limit 101", { limit: 101 }, "limit"],
    ["an unknown sort", { sort: "csm; DROP TABLE" }, "sort"],
    ["an empty search", { search: "  " }, "search"],
    ["a negative ARR", { minimumArr: -1 }, "minimumArr"],
    ["no band", { bands: [] }, "bands"],
  ])("refuses %s", async (_, input, field) => {
    await expect(list(input)).rejects.toMatchObject({ code: "invalid_input", field });
  });
});
