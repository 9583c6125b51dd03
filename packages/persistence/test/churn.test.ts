import { build, useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { churnModelRun, churnPrediction } from "./entities.ts";
import { clientIdOf, deliver } from "./fixtures.ts";

const store = useTestStore();

describe("churn models", () => {
  it("are kept, and the newest is in force", async () => {
    expect(await store.persistence.read("default", (tx) => tx.churn.newestModel("2024-06-30"))).toBeNull();
    const horizon = {
      horizonMonths: 3,
      model: { coefficient: 0.1 + 0.2, smallest: 5e-324 },
      calibration: null,
      calibrationReason: "too few accounts",
      outcomes: 40,
      events: 3,
      evaluation: { auc: null },
    } as const;
    const run = churnModelRun({ leads: [{ leadMonths: 1 }], horizons: [horizon] });
    const first = await store.persistence.write("default", (tx) => tx.churn.storeModel(run, "ann"));
    const second = await store.persistence.write("default", (tx) => tx.churn.storeModel(churnModelRun(), "bob"));
    expect(first).toEqual({
      ...run,
      modelId: expect.stringMatching(/^chm_/),
      author: "ann",
      createdAt: first.createdAt,
    });
    expect(await store.persistence.read("default", (tx) => tx.churn.newestModel("2024-06-30"))).toEqual(second);
  });

  it("are in force on no day whose future they know", async () => {
    const newest = (day: string) => store.persistence.read("default", (tx) => tx.churn.newestModel(day));
    const later = churnModelRun({ watchedUntil: "2024-09-30" });
    await store.persistence.write("default", (tx) => tx.churn.storeModel(later, "cid"));
    expect((await newest("2024-09-30"))?.author).toBe("cid");
    expect((await newest("2024-09-29"))?.author).toBe("bob");
    expect(await newest("2024-06-29")).toBeNull();
  });
});

describe("churn predictions", () => {
  it("are stored once for the same inputs, and read newest first", async () => {
    await deliver(store.persistence, { customers: [build.customer()] });
    const clientId = await clientIdOf(store.persistence, "A-1");
    const first = { prediction: churnPrediction(clientId), inputHash: "first" };
    const second = { prediction: churnPrediction(clientId, { score: 20 }), inputHash: "second" };
    const record = (given: readonly (typeof first)[]) =>
      store.persistence.write("default", (tx) => tx.churn.recordPredictions(given, "ann"));
    expect(await record([first])).toBe(1);
    expect(await record([first, second])).toBe(1);
    expect(await record([])).toBe(0);
    const read = (after: { predictedAt: string; predictionId: string } | null) =>
      store.persistence.read("default", (tx) => tx.churn.predictions({ clientId, after, limit: 1 }));
    const newest = await read(null);
    expect(newest).toMatchObject({ total: 2, rows: [{ ...second.prediction, author: "ann" }] });
    const older = await read(newest.rows[0] ?? null);
    expect(older.rows).toMatchObject([first.prediction]);
    expect((await read(older.rows[0] ?? null)).rows).toEqual([]);
  });
});

describe("decisions to leave", () => {
  const named = (externalId: string) => ({ customer: externalId, externalId });
  beforeAll(async () => {
    const { customer, churnEvent, subscription, contract } = build;
    await deliver(store.persistence, {
      customers: ["told", "ended", "stays", "smaller"].map((externalId) => customer({ externalId })),
      churnEvents: [
        churnEvent({
          ...named("told"),
          type: "full",
          decisionDate: "2024-03-10",
          noticeDate: "2024-03-05",
          effectiveDate: "2024-06-01",
        }),
        churnEvent({
          ...named("smaller"),
          type: "downgrade",
          decisionDate: "2024-03-10",
          noticeDate: null,
          effectiveDate: null,
        }),
      ],
      subscriptions: [
        subscription({ ...named("ended"), startDate: "2023-01-01", endDate: "2024-05-01" }),
        subscription({ ...named("stays"), startDate: "2023-01-01", endDate: "2024-05-01" }),
        subscription({ ...named("smaller"), startDate: "2023-01-01", endDate: null }),
      ],
      contracts: [contract({ ...named("stays"), startDate: "2024-05-01", endDate: "2025-05-01" })],
    });
  });

  const decided = async (until: string) => {
    const ids = new Map<string, string>();
    for (const name of ["told", "ended", "stays", "smaller"]) ids.set(await clientIdOf(store.persistence, name), name);
    const rows = await store.persistence.read("default", (tx) =>
      tx.queries.churnDecisions({ clientIds: [...ids.keys()], until }),
    );
    return rows.map(({ clientId, decidedOn }) => [ids.get(clientId), decidedOn]).sort();
  };

  it("are the first day that a loss names, or the end of all terms", async () => {
    expect(await decided("2024-12-31")).toEqual([
      ["ended", "2024-05-01"],
      ["told", "2024-03-05"],
    ]);
  });

  it("are none before their day: a term that will end has not ended", async () => {
    expect(await decided("2024-04-30")).toEqual([["told", "2024-03-05"]]);
    expect(await decided("2024-03-04")).toEqual([]);
  });
});
