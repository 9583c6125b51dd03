import { describe, expect, it } from "vitest";
import { featureDrift } from "./feature-drift.ts";
import type { History } from "./history.ts";

/** On the first day of each month, `accounts` accounts whose measures follow from their number and the month. */
function historyOf(days: readonly string[], accounts: number): History {
  const snapshots = days.flatMap((asOf, month) =>
    Array.from({ length: accounts }, (_, account) => ({
      ...{ account: `a${account}`, asOf, arr: 1, newestFact: null },
      features: { steady: account, shrinking: account / (1 + month), unknown: month === 0 ? account : null },
    })),
  );
  return { snapshots, decisions: [], watchedUntil: days.at(-1) ?? "" };
}

describe("the drift of features", () => {
  it("compares the newest day with the one a year before, strongest first", () => {
    const days = ["2023-01-01", "2023-02-01", "2023-12-01", "2024-02-01"];
    const found = featureDrift(historyOf(days, 1000), ["steady", "shrinking"]);
    expect(found).toMatchObject({ from: "2023-02-01", to: "2024-02-01", accountsBefore: 1000, accountsAfter: 1000 });
    expect(found?.features.map(({ feature, drift }) => [feature, drift])).toEqual([
      ["shrinking", "strong"],
      ["steady", "none"],
    ]);
  });

  it("takes the first day of a younger history, and sees a measure that is no longer known", () => {
    const found = featureDrift(historyOf(["2024-01-01", "2024-02-01"], 1000), ["unknown"]);
    expect(found).toMatchObject({ from: "2024-01-01", features: [{ feature: "unknown", drift: "strong" }] });
  });

  it("has nothing to compare on one day, or on none", () => {
    expect(featureDrift(historyOf(["2024-01-01"], 10), ["steady"])).toBeNull();
    expect(featureDrift(historyOf([], 10), ["steady"])).toBeNull();
  });
});
