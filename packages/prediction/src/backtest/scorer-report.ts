import { belowFloor } from "../calibration/sample-floor.ts";
import { auc } from "../measures/auc.ts";
import { prAuc } from "../measures/pr-auc.ts";
import { arrCaptured, topDecileLift } from "../measures/top-share.ts";
import { type IntervalOptions, type Measured, measured } from "./measured.ts";
import { type ProbabilityReport, probabilityReport } from "./probability-report.ts";
import { rankWithinDays } from "./rank-within-days.ts";
import type { ScoredRow } from "./score-folds.ts";

/**
 * How well one scorer knew at one lead time. Measures of order compare accounts within each day. A measure is null when
 * there is nothing to measure it on.
 */
export interface ScorerReport {
  readonly name: string;
  /** Snapshots that it gave a score, their accounts, and how many of these decided to leave. */
  readonly snapshots: number;
  readonly accounts: number;
  readonly events: number;
  /**
   * `found` when AUC is more than three standard errors above 0.5, `none` when it is not, `unknown` below 100 accounts or
   * 30 events. Three, as a report looks at many scorers and leads, and by chance one in 40 would pass two.
   */
  readonly signal: "found" | "none" | "unknown";
  readonly auc: Measured | null;
  readonly prAuc: Measured | null;
  readonly topDecileLift: Measured | null;
  readonly arrCaptured: Measured | null;
  /** Null when no probability can be told, and then `probabilityReason` says why. */
  readonly probability: ProbabilityReport | null;
  readonly probabilityReason: string | null;
}

/** Measures of the rows that a scorer scored in each grouping of accounts. */
export function scorerReport(
  name: string,
  groupings: readonly (readonly ScoredRow[])[],
  options: IntervalOptions,
): ScorerReport {
  const scored = groupings.map((rows) => rankWithinDays(rows).sort((left, right) => right.score - left.score));
  const counts = countsOf(scored.flat());
  const measure = (of: (rows: readonly ScoredRow[]) => number | null) => measured(scored, of, options);
  const area = measure((rows) => auc(ranked(rows)));
  const reason = belowFloor({ outcomes: counts.accounts, events: counts.events });
  const told = scored.map((rows) => rows.filter(({ probability }) => probability !== null));
  const probabilityReason = reason ?? told.map(whyNoProbability).find((each) => each !== null) ?? null;
  return {
    name,
    ...counts,
    signal: reason !== null || area === null ? "unknown" : standsOut(area) ? "found" : "none",
    auc: area,
    prAuc: measure((rows) => prAuc(ranked(rows))),
    topDecileLift: measure((rows) => topDecileLift(ranked(rows))),
    arrCaptured: measure((rows) =>
      arrCaptured(
        ranked(rows),
        rows.map(({ row }) => row.snapshot.arr),
      ),
    ),
    probability: probabilityReason === null ? probabilityReport(told, options) : null,
    probabilityReason,
  };
}

/** Three standard errors above 0.5; a 95 % interval is 2 x 1.96 of them wide. */
function standsOut({ value, low, high }: Measured): boolean {
  return value - 0.5 > (3 * (high - low)) / (2 * 1.96);
}

function whyNoProbability(told: readonly ScoredRow[]): string | null {
  const { accounts, events } = countsOf(told);
  return belowFloor({ outcomes: accounts, events });
}

/** Counts of what was scored in one grouping or more. */
function countsOf(scored: readonly ScoredRow[]) {
  const left = scored.filter(({ row }) => row.happened);
  return {
    snapshots: new Set(scored.map(({ row }) => row)).size,
    accounts: new Set(scored.map(({ row }) => row.snapshot.account)).size,
    events: new Set(left.map(({ row }) => row.snapshot.account)).size,
  };
}

function ranked(rows: readonly ScoredRow[]) {
  return { scores: rows.map(({ score }) => score), outcomes: rows.map(({ row }) => row.happened) };
}
