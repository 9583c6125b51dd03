import type { HealthScore } from "@cs/models";
import { build, useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { clientIdOf, deliver, healthScore, testScorecard } from "./fixtures.ts";

const store = useTestStore();
let ids: string[];
beforeAll(async () => {
  const names = ["A-1", "A-2", "A-3"];
  await deliver(store.persistence, { customers: names.map((externalId) => build.customer({ externalId })) });
  ids = await Promise.all(names.map((name) => clientIdOf(store.persistence, name)));
});

const record = (clientId: string | undefined, ...scores: HealthScore[]) =>
  store.persistence.write("default", (tx) =>
    tx.snapshots.record(scores.map((score) => ({ clientId: clientId ?? "", score }))),
  );
const rowsOf = (clientId: string | undefined) =>
  store.query("SELECT snapshot_id FROM cs.health_snapshots WHERE client_id = $1", [clientId]);

describe("recording a score", () => {
  it("stores it once for the same inputs and gives the stored snapshot each time", async () => {
    const [first] = await record(ids[0], healthScore());
    const [again] = await record(ids[0], healthScore());
    expect(first).toMatchObject({ ...healthScore(), clientId: ids[0], snapshotId: expect.stringMatching(/^hs_/) });
    expect(again).toEqual(first);
    expect(await rowsOf(ids[0])).toHaveLength(1);
  });

  it("stores it once when ten record it at the same time, also twice in one call", async () => {
    const score = healthScore({ inputHash: "raced", asOf: "2024-06-29" });
    const all = await Promise.all(Array.from({ length: 10 }, () => record(ids[0], score, score)));
    expect(new Set(all.flat().map(({ snapshotId }) => snapshotId)).size).toBe(1);
    expect(all.every((stored) => stored.length === 2)).toBe(true);
  });

  it("stores other inputs beside it, and other accounts for themselves", async () => {
    const scores = [healthScore({ inputHash: "x" }), healthScore({ inputHash: "y", score: 20, band: "critical" })];
    const stored = await record(ids[1], ...scores);
    expect(stored.map(({ inputHash, score }) => [inputHash, score])).toEqual([
      ["x", 80],
      ["y", 20],
    ]);
    expect(await rowsOf(ids[1])).toHaveLength(2);
  });

  it("gives nothing for nothing", async () => {
    expect(await record(ids[0])).toEqual([]);
  });
});

describe("reading scores", () => {
  it("finds the newest of a day and of the days before, never of a later one", async () => {
    for (const [asOf, inputHash] of [
      ["2024-03-01", "a"],
      ["2024-03-01", "b"],
      ["2024-03-03", "c"],
      ["2024-03-05", "d"],
    ] as const) {
      await record(ids[2], healthScore({ asOf, inputHash }));
    }
    const hashes = (asOf: string, days: number) =>
      store.persistence.read("default", async (tx) => ({
        latest: (await tx.snapshots.latest(ids, asOf)).get(ids[2] ?? "")?.inputHash ?? null,
        history: (await tx.snapshots.history(ids[2] ?? "", asOf, days)).map(({ inputHash }) => inputHash),
      }));
    expect(await hashes("2024-02-29", 9)).toEqual({ latest: null, history: [] });
    expect(await hashes("2024-03-01", 9)).toEqual({ latest: "b", history: ["b"] });
    expect(await hashes("2024-03-04", 9)).toEqual({ latest: "c", history: ["c", "b"] });
    expect(await hashes("2024-12-31", 2)).toEqual({ latest: "d", history: ["d", "c"] });
  });

  it("finds many accounts at once and leaves out those never scored", async () => {
    const latest = await store.persistence.read("default", (tx) =>
      tx.snapshots.latest([...ids, "cs_none"], "2024-06-30"),
    );
    expect([...latest.keys()].toSorted()).toEqual(ids.toSorted());
    expect(await store.persistence.read("default", (tx) => tx.snapshots.latest([], "2024-06-30"))).toEqual(new Map());
  });
});

describe("publishing a scorecard", () => {
  const publish = (card = testScorecard) => store.persistence.write("default", (tx) => tx.scorecards.publish(card));

  it("puts it in force, and again changes nothing", async () => {
    await publish();
    await publish();
    expect(await store.persistence.read("default", (tx) => tx.scorecards.active())).toEqual(testScorecard);
  });

  it("is refused under a published version with other content, and the old one stays in force", async () => {
    await expect(publish({ ...testScorecard, minimumCoverage: 0.9 })).rejects.toMatchObject({
      code: "conflict",
      message: "Scorecard test version 1 is already published with other content.",
      hint: "Publish the change as version 2.",
    });
    expect(await store.persistence.read("default", (tx) => tx.scorecards.active())).toEqual(testScorecard);
  });

  it("finds the newest version, and names those there are for an unknown id", async () => {
    await publish({ ...testScorecard, version: 10 });
    await publish({ ...testScorecard, version: 9 });
    const newest = (id: string) => store.persistence.read("default", (tx) => tx.scorecards.newest(id));
    expect((await newest("test")).version).toBe(10);
    await expect(newest("tset")).rejects.toMatchObject({ code: "not_found", hint: "Published are: default, test." });
  });
});
