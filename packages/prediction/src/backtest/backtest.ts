import { InvalidInputError } from "@cs/models";
import { type Fold, forwardFolds } from "./forward-folds.ts";
import type { History } from "./history.ts";
import { labelSnapshots } from "./label-snapshots.ts";
import { type LeakSuspect, leakSuspects } from "./leak-suspects.ts";
import { scoreFolds } from "./score-folds.ts";
import type { Scorer } from "./scorer.ts";
import { type ScorerReport, scorerReport } from "./scorer-report.ts";
import { shuffleOutcomes } from "./shuffle-outcomes.ts";

/** What is put to the test. */
export interface BacktestRequest {
  readonly history: History;
  /** Scorecards and models, and the baselines they should beat. */
  readonly scorers: readonly Scorer[];
  /** Default 1, 2, 3 and 6. */
  readonly leadMonths?: readonly number[] | undefined;
  /** Months after the lead in which a decision counts, default 3. */
  readonly windowMonths?: number | undefined;
  /** Default 3. */
  readonly timeFolds?: number | undefined;
  /** Default 3. */
  readonly accountGroups?: number | undefined;
  /**
   * Ways to part the accounts into groups, default 3: which are predicted from which is chance, so every measure is the
   * mean over them (repeated cross-validation). Scorers that look at no outcomes take one.
   */
  readonly groupings?: number | undefined;
  /** Bootstrap draws per interval, default 200. */
  readonly rounds?: number | undefined;
  /** Decides groups of accounts and bootstrap draws, default 1. */
  readonly seed?: number | undefined;
  /**
   * Deals out the outcomes of each day at random. AUC should then be 0.5 within its interval (19 times of 20), and no signal
   * be found: otherwise the history or a scorer knows what it should not.
   */
  readonly shuffleOutcomes?: boolean | undefined;
  /** Called after each scorer at each lead time, with the share that is done, 0-1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** All scorers at one lead time, measured on the same snapshots. */
export interface LeadReport {
  readonly leadMonths: number;
  readonly windowMonths: number;
  /** Snapshots with a known outcome, and those without: window not ended, or decided within the lead. */
  readonly labelled: number;
  readonly unfinished: number;
  readonly decidedBefore: number;
  /** Why nothing was measured; null when something was. */
  readonly reason: string | null;
  readonly suspects: readonly LeakSuspect[];
  readonly scorers: readonly ScorerReport[];
}

/**
 * Plays history forward: at each lead time scorers learn from outcomes known by a day and score later days of other
 * accounts, and what they said is compared with what was decided. Same request, same report, to the last bit.
 *
 * @throws InvalidInputError for options out of range, or snapshots that use facts from after their day.
 */
export function backtest(request: BacktestRequest): LeadReport[] {
  const { leadMonths = [1, 2, 3, 6], windowMonths = 3, rounds = 200, seed = 1, onProgress } = request;
  const { timeFolds = 3, accountGroups = 3, groupings = 3 } = request;
  requireWhole({ windowMonths, rounds, timeFolds, groupings }, 1);
  requireWhole({ accountGroups }, 2);
  let done = 0;
  return leadMonths.map((lead) => {
    requireWhole({ leadMonths: lead }, 0);
    const labels = labelSnapshots(request.history, { leadMonths: lead, windowMonths });
    const labelled = request.shuffleOutcomes ? shuffleOutcomes(labels.labelled, seed) : labels.labelled;
    const parted = Array.from({ length: groupings }, (_, at) => {
      const options = { timeFolds, accountGroups, seed, grouping: at + 1 };
      return { options, folds: forwardFolds(labelled, options) };
    });
    const scorers = request.scorers.map((scorer) => {
      const told = (scorer.usesOutcomes ? parted : parted.slice(0, 1)).map(({ folds, options }) =>
        scoreFolds(folds, scorer, options),
      );
      const report = scorerReport(scorer.name, told, { seed, rounds });
      done += 1;
      onProgress?.(done / (leadMonths.length * request.scorers.length));
      return report;
    });
    return {
      leadMonths: lead,
      windowMonths,
      labelled: labelled.length,
      unfinished: labels.unfinished,
      decidedBefore: labels.decidedBefore,
      reason: whyNothing(
        parted.flatMap(({ folds }) => folds),
        lead + windowMonths,
      ),
      suspects: leakSuspects(labelled),
      scorers,
    };
  });
}

function whyNothing(folds: readonly Fold[], months: number): string | null {
  if (folds.some(({ training, held }) => training.length > 0 && held.length > 0)) return null;
  return `the history is too short: it takes snapshots ${months} months apart whose outcomes are known, of several accounts`;
}

function requireWhole(numbers: Readonly<Record<string, number>>, least: number): void {
  for (const [field, value] of Object.entries(numbers)) {
    if (Number.isInteger(value) && value >= least) continue;
    throw new InvalidInputError(`${field} is ${value}.`, { field, hint: `Give a whole number from ${least} on.` });
  }
}
