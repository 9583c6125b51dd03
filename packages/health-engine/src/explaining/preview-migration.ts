import {
  type CalendarDate,
  type HealthScore,
  InvalidInputError,
  type MeasureObservations,
  type Scorecard,
} from "@cs/models";
import { compareText } from "../scoring/compare-text.ts";
import { type CompiledScorecard, compileScorecard } from "../scoring/compile-scorecard.ts";
import { score } from "../scoring/score.ts";
import { settle } from "../scoring/settle.ts";
import { type BandMatrix, emptyBandMatrix } from "../trend/band-migration.ts";

/** What a preview needs of one account. */
export interface MigratingAccount {
  readonly clientId: string;
  readonly observations: MeasureObservations;
}

/** An account and where a new scorecard moves it. */
export interface Mover {
  readonly clientId: string;
  readonly before: Pick<HealthScore, "score" | "band">;
  readonly after: Pick<HealthScore, "score" | "band">;
  /** New score - old score, signed. */
  readonly difference: number;
}

/** What publishing a scorecard would do to a portfolio. */
export interface MigrationPreview {
  readonly accounts: number;
  /** Number of accounts by old band, then by new band; every pair is there. */
  readonly matrix: BandMatrix;
  /** Accounts with a score on both sides that move, furthest first and equal ones by id. */
  readonly movers: readonly Mover[];
  /** Mean covered weight over all accounts, 0-1; null without accounts. */
  readonly coverage: { readonly before: number | null; readonly after: number | null };
  /** Accounts that have a score under one scorecard only. */
  readonly scoresLost: number;
  readonly scoresGained: number;
}

/** Takes accounts one by one, in any number, and says at the end what happens to them. */
export interface MigrationPreviewer {
  /** @throws InvalidInputError when `score` does not accept the account. */
  add(account: MigratingAccount, scorecards: { readonly old: PlannedScorecard; readonly next: PlannedScorecard }): void;
  preview(): MigrationPreview;
}

type PlannedScorecard = Scorecard | CompiledScorecard;

/**
 * Scores every account under the scorecard in force and the next one, in one pass: `accounts` may be a stream of any
 * length, only the furthest movers (default 10) are kept.
 *
 * @throws InvalidInputError when `score` does not accept an account or `movers` is not a whole number from 0.
 */
export function previewMigration(input: {
  readonly accounts: Iterable<MigratingAccount>;
  readonly old: Scorecard;
  readonly next: Scorecard;
  readonly asOf: CalendarDate;
  readonly movers?: number | undefined;
}): MigrationPreview {
  const scorecards = { old: compileScorecard(input.old), next: compileScorecard(input.next) };
  const previewer = migrationPreviewer(input);
  for (const account of input.accounts) previewer.add(account, scorecards);
  return previewer.preview();
}

/**
 * The same for accounts that arrive bit by bit, and that may each have scorecards of their own.
 *
 * @throws InvalidInputError when `movers` is not a whole number from 0.
 */
export function migrationPreviewer({
  asOf,
  movers: limit = 10,
}: {
  readonly asOf: CalendarDate;
  readonly movers?: number | undefined;
}): MigrationPreviewer {
  if (!Number.isInteger(limit) || limit < 0) {
    throw new InvalidInputError(`${limit} movers cannot be listed.`, { field: "movers", hint: "Give 0 or more." });
  }
  const matrix = emptyBandMatrix();
  let movers: Mover[] = [];
  const totals = { accounts: 0, before: 0, after: 0, lost: 0, gained: 0 };
  const mean = (total: number) => (totals.accounts === 0 ? null : settle(total / totals.accounts));
  return {
    add({ clientId, observations }, { old, next }) {
      const before = score({ scorecard: old, observations, asOf });
      const after = score({ scorecard: next, observations, asOf });
      matrix[before.band][after.band] += 1;
      totals.accounts += 1;
      totals.before += before.coverage;
      totals.after += after.coverage;
      if (before.score !== null && after.score === null) totals.lost += 1;
      if (before.score === null && after.score !== null) totals.gained += 1;
      if (before.score === null || after.score === null || before.score === after.score) return;
      const difference = settle(after.score - before.score);
      movers.push({ clientId, before: headOf(before), after: headOf(after), difference });
      if (movers.length > 2 * limit + 100) movers = furthest(movers, limit);
    },
    preview: () => ({
      accounts: totals.accounts,
      matrix,
      movers: furthest(movers, limit),
      coverage: { before: mean(totals.before), after: mean(totals.after) },
      scoresLost: totals.lost,
      scoresGained: totals.gained,
    }),
  };
}

function headOf({ score: value, band }: HealthScore): Mover["before"] {
  return { score: value, band };
}

function furthest(movers: readonly Mover[], limit: number): Mover[] {
  return movers
    .toSorted(
      (left, right) =>
        Math.abs(right.difference) - Math.abs(left.difference) || compareText(left.clientId, right.clientId),
    )
    .slice(0, limit);
}
