import type { HealthScore } from "@cs/models";
import { build, computedScore, useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { healthScore } from "./entities.ts";
import { clientIdOf, deliver } from "./fixtures.ts";

const store = useTestStore({ poolSize: 10 });
let ids: string[];
beforeAll(async () => {
  const names = ["A-1", "A-2", "A-3", "A-4"];
  await deliver(store.persistence, { customers: names.map((externalId) => build.customer({ externalId })) });
  ids = await Promise.all(names.map((name) => clientIdOf(store.persistence, name)));
});

const record = (clientId: string | undefined, score: HealthScore, stands = true) =>
  store.persistence.write("default", async (tx) => {
    const [snapshot] = await tx.snapshots.record([computedScore(clientId ?? "", score, { stands })]);
    return snapshot;
  });
const rowsOf = (clientId: string | undefined) =>
  store.query("SELECT snapshot_id FROM cs.health_snapshots WHERE client_id = $1", [clientId]);
const standingOn = async (clientId: string | undefined, asOf: string) => {
  const latest = await store.persistence.read("default", (tx) => tx.snapshots.latest([clientId ?? ""], asOf));
  return latest.get(clientId ?? "")?.inputHash ?? null;
};

describe("recording a score", () => {
  it("stores it once for the same inputs and gives the stored snapshot each time", async () => {
    const first = await record(ids[0], healthScore());
    const again = await record(ids[0], healthScore());
    expect(first).toMatchObject({ ...healthScore(), clientId: ids[0], snapshotId: expect.stringMatching(/^hs_/) });
    expect(again).toEqual(first);
    expect(await rowsOf(ids[0])).toHaveLength(1);
  });

  it("stores it once when ten record it at the same time, with one row of observations", async () => {
    const score = healthScore({ inputHash: "raced", asOf: "2024-06-29" });
    const all = await Promise.all(Array.from({ length: 10 }, () => record(ids[0], score)));
    expect(new Set(all.map((snapshot) => snapshot?.snapshotId)).size).toBe(1);
    const observations = "SELECT 1 FROM cs.measure_observations WHERE client_id = $1 AND as_of = '2024-06-29'";
    expect(await store.query(observations, [ids[0]])).toHaveLength(1);
  });

  it("stores other inputs beside it, and other accounts for themselves", async () => {
    await record(ids[1], healthScore({ inputHash: "x" }));
    await record(ids[1], healthScore({ inputHash: "y", score: 20, band: "critical" }));
    expect(await rowsOf(ids[1])).toHaveLength(2);
  });

  it("keeps texts with line breaks and quotes as they were written", async () => {
    const text = 'two\nlines, a "quote", a \\ and null';
    const score = healthScore({ inputHash: "texts", asOf: "2023-05-01", reason: text });
    const override = { score: 40, reason: text, author: "null", expiresOn: "2024-12-31" };
    const { snapshot } = await store.persistence.write("default", async (tx) => {
      const given = computedScore(ids[2] ?? "", score, { stands: false });
      const [stored] = await tx.snapshots.record([{ ...given, inputs: { ...given.inputs, override } }]);
      const [replayable] = await tx.snapshots.replayable([stored?.snapshotId ?? ""]);
      expect(replayable?.inputs).toEqual({ ...given.inputs, override });
      return { snapshot: replayable?.snapshot };
    });
    expect(snapshot).toMatchObject({ ...score });
  });

  it("gives nothing for nothing", async () => {
    expect(await store.persistence.write("default", (tx) => tx.snapshots.record([]))).toEqual([]);
  });
});

describe("the standing of an account", () => {
  it("is the score computed last, also when it is an earlier one that holds again", async () => {
    const [a, b] = [
      healthScore({ inputHash: "a", asOf: "2024-02-01" }),
      healthScore({ inputHash: "b", asOf: "2024-02-01" }),
    ];
    const seen: (string | null)[] = [];
    for (const score of [a, b, a]) {
      await record(ids[3], score);
      seen.push(await standingOn(ids[3], "2024-02-01"));
    }
    expect(seen).toEqual(["a", "b", "a"]);
    expect(await rowsOf(ids[3])).toHaveLength(2);
    const observed = await store.query<{ reason: string }>(
      "SELECT observations -> 'usage_trend' ->> 'reason' AS reason FROM cs.measure_observations WHERE client_id = $1 ORDER BY recorded_at",
      [ids[3]],
    );
    expect(observed.map(({ reason }) => reason)).toEqual(["a", "b", "a"]);
  });

  it("is not changed by a score that only answers a question", async () => {
    await record(ids[3], healthScore({ inputHash: "asked", asOf: "2024-02-01" }), false);
    expect(await standingOn(ids[3], "2024-02-01")).toBe("a");
    await record(ids[3], healthScore({ inputHash: "asked", asOf: "2024-02-02" }), false);
    expect(await standingOn(ids[3], "2024-02-02")).toBe("a");
  });

  it("stays when it came after what a score follows from was read", async () => {
    const asOf = "2024-02-03";
    const score = (inputHash: string) => computedScore(ids[3] ?? "", healthScore({ inputHash, asOf }));
    const seen = () => store.persistence.read("default", (tx) => tx.snapshots.standingsOn(ids, asOf));
    const late = async (inputHash: string, before: ReadonlyMap<string, string>) => {
      await store.persistence.write("default", (tx) => tx.snapshots.record([score(inputHash)], { seen: before }));
      return standingOn(ids[3], asOf);
    };
    const atFirst = await seen();
    expect(atFirst.size).toBe(0);
    expect(await late("first", atFirst)).toBe("first");
    expect(await late("too late", atFirst)).toBe("first");
    const thereafter = await seen();
    expect(await late("in time", thereafter)).toBe("in time");
    await record(ids[3], healthScore({ inputHash: "by hand", asOf }));
    expect(await late("too late again", thereafter)).toBe("by hand");
    expect(await standingOn(ids[3], "2024-02-04")).toBe("by hand");
  });

  it("is found for a day and the days before, never from a later one", async () => {
    for (const [asOf, inputHash] of [
      ["2024-03-01", "a"],
      ["2024-03-01", "b"],
      ["2024-03-03", "c"],
      ["2024-03-05", "d"],
    ] as const) {
      await record(ids[2], healthScore({ asOf, inputHash, band: inputHash === "c" ? "critical" : "good" }));
    }
    const found = (asOf: string, days: number) =>
      store.persistence.read("default", async (tx) => ({
        latest: (await tx.snapshots.latest(ids, asOf)).get(ids[2] ?? "")?.inputHash ?? null,
        history: ((await tx.snapshots.history(ids, asOf, days)).get(ids[2] ?? "") ?? []).map(
          ({ inputHash }) => inputHash,
        ),
        bandBefore: (await tx.snapshots.bandsBefore(ids, asOf)).get(ids[2] ?? "") ?? null,
      }));
    expect(await found("2024-02-29", 9)).toEqual({ latest: null, history: [], bandBefore: null });
    expect(await found("2024-03-01", 9)).toEqual({ latest: "b", history: ["b"], bandBefore: null });
    expect(await found("2024-03-04", 9)).toEqual({ latest: "c", history: ["c", "b"], bandBefore: "critical" });
    expect(await found("2024-12-31", 2)).toEqual({ latest: "d", history: ["d", "c"], bandBefore: "good" });
  });

  it("is found for many accounts at once, those never scored left out", async () => {
    const latest = await store.persistence.read("default", (tx) =>
      tx.snapshots.latest([...ids, "cs_none"], "2024-06-30"),
    );
    expect([...latest.keys()].toSorted()).toEqual(ids.toSorted());
    expect(await store.persistence.read("default", (tx) => tx.snapshots.latest([], "2024-06-30"))).toEqual(new Map());
  });
});

describe("an override", () => {
  it("counts from the day it was set, and the newest takes the place of those before", async () => {
    const override = (score: number) => ({ score, reason: "talked to them", author: "kim", expiresOn: "2024-12-31" });
    await store.persistence.write("default", async (tx) => {
      await tx.overrides.set(ids[0] ?? "", "2024-05-01", override(10));
      await tx.overrides.set(ids[0] ?? "", "2024-05-10", override(20));
      await tx.overrides.set(ids[0] ?? "", "2024-05-10", override(30));
    });
    const on = (asOf: string) =>
      store.persistence.read("default", async (tx) => (await tx.overrides.on(ids, asOf)).get(ids[0] ?? "") ?? null);
    expect(await on("2024-04-30")).toBeNull();
    expect(await on("2024-05-09")).toEqual(override(10));
    expect(await on("2025-05-10")).toEqual(override(30));
  });
});
