import { useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { testScorecard } from "./entities.ts";

const store = useTestStore({ poolSize: 10 });

const publish = (card = testScorecard) => store.persistence.write("default", (tx) => tx.scorecards.publish(card));
const publishRules = (...ids: string[]) =>
  store.persistence.write("default", (tx) => tx.scorecards.publishRules(ids.map((scorecardId) => ({ scorecardId }))));
const rules = () => store.persistence.read("default", (tx) => tx.scorecards.rules());

describe("publishing a scorecard", () => {
  it("stores it once and gives it back as it was", async () => {
    expect(await publish()).toBe(true);
    expect(await publish()).toBe(false);
    expect(await store.persistence.read("default", (tx) => tx.scorecards.version("test", 1))).toEqual(testScorecard);
  });

  it("is refused under a published version with other content", async () => {
    await publish({ ...testScorecard, version: 4 });
    await expect(publish({ ...testScorecard, minimumCoverage: 0.9 })).rejects.toMatchObject({
      code: "conflict",
      message: "Scorecard test version 1 is already published with other content.",
      hint: "Publish the change as version 5.",
    });
    expect(await store.persistence.read("default", (tx) => tx.scorecards.version("test", 1))).toEqual(testScorecard);
  });

  it("finds the newest version and each other, and names those there are for an unknown id", async () => {
    await publish({ ...testScorecard, version: 10 });
    await publish({ ...testScorecard, version: 9 });
    const newest = (id: string) => store.persistence.read("default", (tx) => tx.scorecards.newest(id));
    expect((await newest("test")).version).toBe(10);
    await expect(newest("tset")).rejects.toMatchObject({ code: "not_found", hint: "Published are: default, test." });
    await expect(store.persistence.read("default", (tx) => tx.scorecards.version("test", 3))).rejects.toMatchObject({
      code: "not_found",
      message: "Scorecard test has no version 3.",
    });
    const list = await store.persistence.read("default", (tx) => tx.scorecards.list());
    expect(list.map(({ scorecardId, version }) => `${scorecardId} ${version}`)).toEqual([
      "default 2",
      "test 10",
      "test 9",
      "test 4",
      "test 1",
    ]);
  });
});

describe("publishing rules", () => {
  it("counts their versions, and the rules in force again change nothing", async () => {
    expect(await rules()).toEqual({ version: 1, rules: [{ scorecardId: "default" }] });
    expect(await publishRules("default")).toBe(1);
    expect(await publishRules("test")).toBe(2);
    expect(await publishRules("default")).toBe(3);
    expect(await rules()).toEqual({ version: 3, rules: [{ scorecardId: "default" }] });
  });

  it("is refused for a scorecard that was never published", async () => {
    await expect(publishRules("test", "nobody")).rejects.toMatchObject({ code: "not_found", field: "scorecardId" });
    expect((await rules())?.version).toBe(3);
  });

  it("gives each of ten at the same time a version of its own", async () => {
    const versions = await Promise.all(
      Array.from({ length: 10 }, (_, index) => publishRules(...Array(index + 2).fill("test"))),
    );
    expect(versions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, index) => index + 4));
  });
});
