import { settle } from "../scoring/settle.ts";
import { type ReadPoints, scoreOfPoints } from "./score-of-points.ts";

/** What a score follows from when only weights vary. */
export interface WeightGame {
  readonly lines: readonly ReadPoints[];
  /** What the fired caps allow, 100 without one. */
  readonly maximum: number;
  readonly minimumCoverage: number;
}

/** The score with each weight multiplied, in the order of the lines; null when too little weight is covered then. */
export function perturbedScore(
  { lines, maximum, minimumCoverage }: WeightGame,
  multipliers: readonly number[],
): number | null {
  const raw = lines.map(({ weight }, index) => weight * (multipliers[index] ?? 1));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const weighted = lines.map((line, index) => ({ ...line, weight: (raw[index] ?? 0) / total }));
  const coverage = weighted.reduce((sum, { weight, known }) => sum + (known === null ? 0 : weight), 0);
  return settle(coverage) < minimumCoverage ? null : Math.min(scoreOfPoints(weighted), maximum);
}
