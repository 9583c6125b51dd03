import type { CalendarDate, Scorecard } from "@cs/models";
import { InvalidInputError } from "@cs/models";
import type { CompiledScorecard } from "../scoring/compile-scorecard.ts";
import { requireAsOf } from "../scoring/require-as-of.ts";

/** The `observedOn` of a value without a day: a state of the as-of day. */
export const NO_DAY = -(2 ** 31);

/** The observations of one measure for all accounts, one account per place. */
export interface ObservationColumn {
  /** In the unit of the measure; NaN for a missing value. */
  readonly values: Float64Array;
  /** Days since 1970-01-01, as `dayNumber` counts them, or `NO_DAY`. Without it no value has a day. */
  readonly observedOn?: Int32Array | undefined;
}

/** What the scores of many accounts follow from. */
export interface BatchInput {
  /** As `parseScorecard` or `compileScorecard` returns it. */
  readonly scorecard: Scorecard | CompiledScorecard;
  /** The day for which the accounts are judged; observations after it are ignored. */
  readonly asOf: CalendarDate;
  /** How many accounts; the length of every column. */
  readonly accounts: number;
  /** Columns by measure id. A measure without one is missing everywhere; columns that nothing names are ignored. */
  readonly columns: Readonly<Record<string, ObservationColumn>>;
  /** The bands before, as places in `healthBands`, for a scorecard with hysteresis; 4 for none. Otherwise unused. */
  readonly previousBands?: Uint8Array | undefined;
  /** Whether to return what each measure and the caps contribute. */
  readonly explain?: boolean | undefined;
}

/** The columns of the measures that a scorecard names, by measure. */
export type NamedColumns = ReadonlyMap<string, ObservationColumn>;

/**
 * The columns that a scorecard names. Values are checked while they are read.
 *
 * @throws InvalidInputError when the day does not exist or a column has another length than there are accounts.
 */
export function namedColumns(names: readonly string[], input: BatchInput): NamedColumns {
  const { asOf, accounts, columns, previousBands } = input;
  requireAsOf(asOf);
  if (!Number.isSafeInteger(accounts) || accounts < 0) {
    throw new InvalidInputError(`The number of accounts is ${accounts}.`, {
      field: "accounts",
      hint: "Give a whole number, 0 or more.",
    });
  }
  requireLength("previousBands", previousBands, accounts);
  const named = new Map<string, ObservationColumn>();
  for (const measure of names) {
    const column = Object.hasOwn(columns, measure) ? columns[measure] : undefined;
    if (!column) continue;
    requireLength(`columns.${measure}.values`, column.values, accounts);
    requireLength(`columns.${measure}.observedOn`, column.observedOn, accounts);
    named.set(measure, column);
  }
  return named;
}

function requireLength(field: string, column: { readonly length: number } | undefined, accounts: number): void {
  if (column === undefined || column.length === accounts) return;
  throw new InvalidInputError(`${field} has ${column.length} places for ${accounts} accounts.`, {
    field,
    hint: "Give one place per account; NaN stands for a missing value.",
  });
}
