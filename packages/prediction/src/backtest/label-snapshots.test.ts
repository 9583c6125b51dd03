import { describe, expect, it } from "vitest";
import { addMonths } from "./add-months.ts";
import { labelSnapshots } from "./label-snapshots.ts";

const lead = { leadMonths: 1, windowMonths: 3 };
const snapshot = (asOf: string, account = "a", newestFact: string | null = null) => ({
  account,
  asOf,
  features: { logins: 1 },
  arr: 100,
  newestFact,
});
const labelled = (decidedOn: string | null, watchedUntil = "2024-12-31") =>
  labelSnapshots(
    {
      snapshots: [snapshot("2024-01-31")],
      decisions: decidedOn === null ? [] : [{ account: "a", decidedOn }],
      watchedUntil,
    },
    lead,
  );

describe("labels", () => {
  // The lead ends on 2024-02-29, the window on 2024-05-31.
  it.each([
    ["2024-03-01", true],
    ["2024-05-31", true],
    ["2024-06-01", false],
    ["2024-01-30", false],
    [null, false],
  ])("a decision on %s is an event: %s", (decidedOn, happened) => {
    expect(labelled(decidedOn).labelled).toEqual([expect.objectContaining({ happened, knownOn: "2024-05-31" })]);
  });

  it.each(["2024-01-31", "2024-02-15", "2024-02-29"])("a decision on %s comes before the lead has passed", (day) => {
    expect(labelled(day)).toEqual({ labelled: [], unfinished: 0, decidedBefore: 1 });
  });

  it("nobody knows an outcome before the window has ended, of those who left either", () => {
    expect(labelled("2024-03-01", "2024-05-30")).toEqual({ labelled: [], unfinished: 1, decidedBefore: 0 });
    expect(labelled("2024-03-01", "2024-05-31").labelled).toHaveLength(1);
  });

  it("belong to the account that decided", () => {
    const decisions = [{ account: "b", decidedOn: "2024-03-10" }];
    const snapshots = [snapshot("2024-01-31", "b"), snapshot("2024-01-31", "a")];
    const { labelled: rows } = labelSnapshots({ snapshots, decisions, watchedUntil: "2024-12-31" }, lead);
    expect(rows.map(({ snapshot: { account }, happened }) => [account, happened])).toEqual([
      ["a", false],
      ["b", true],
    ]);
  });

  it("are refused to snapshots that know the future", () => {
    const history = { decisions: [], watchedUntil: "2024-12-31" };
    const of = (newestFact: string) => ({ ...history, snapshots: [snapshot("2024-01-31", "a", newestFact)] });
    expect(() => labelSnapshots(of("2024-02-01"), lead)).toThrow("which nobody knew then");
    expect(labelSnapshots(of("2024-01-31"), lead).labelled).toHaveLength(1);
  });
});

it("months end where the shorter month ends", () => {
  expect(addMonths("2024-01-31", 1)).toBe("2024-02-29");
  expect(addMonths("2023-11-30", 3)).toBe("2024-02-29");
  expect(addMonths("2024-12-15", 1)).toBe("2025-01-15");
  expect(addMonths("2024-05-31", 0)).toBe("2024-05-31");
});
