import { expect, it } from "vitest";
import { rankWithinDays } from "./rank-within-days.ts";
import type { ScoredRow } from "./score-folds.ts";

const scored = (account: string, asOf: string, score: number): ScoredRow => ({
  row: {
    snapshot: { account, asOf, features: {}, arr: 0, newestFact: null },
    happened: account === "a",
    knownOn: "2024-12-31",
  },
  score,
  probability: null,
});

it("ranks accounts among those of the same day, equal ones in the middle", () => {
  const ranked = rankWithinDays([
    scored("a", "2024-01-01", 5),
    scored("b", "2024-01-01", -3),
    scored("a", "2024-02-01", 800),
    scored("b", "2024-02-01", 900),
    scored("c", "2024-02-01", 900),
    scored("d", "2024-02-01", 950),
  ]);
  const shares = ranked.map(({ row, score }) => `${row.snapshot.asOf.slice(5, 7)} ${row.snapshot.account} ${score}`);
  expect(shares.sort()).toEqual(["01 a 0.75", "01 b 0.25", "02 a 0.125", "02 b 0.5", "02 c 0.5", "02 d 0.875"]);
});
