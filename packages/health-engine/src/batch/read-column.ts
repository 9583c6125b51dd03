import { InvalidInputError } from "@cs/models";
import { freshness } from "../scoring/freshness.ts";
import { NO_DAY, type ObservationColumn } from "./batch-input.ts";

/** The part of the accounts that is scored at once: small enough to stay in the cache of a processor. */
export interface Block {
  /** Place of the first account. */
  readonly start: number;
  /** How many accounts. */
  readonly count: number;
}

/** What is known of a measure in a block: `values[from]` is the first account, NaN is missing. */
export interface ReadValues {
  readonly values: Float64Array;
  readonly from: number;
}

/** Where freshness goes: that of the first account at `at`, each next `stride` further. */
export interface FreshnessTarget {
  readonly values: Float64Array;
  readonly at: number;
  readonly stride: number;
}

/** Reads one measure by the rules of `readObservation`. Scratch memory is its own, so a result holds until the next read. */
export interface ColumnReader {
  readonly measure: string;
  readonly column: ObservationColumn;
  readonly limitDays: number | null;
  readonly asOfDay: number;
  readonly scratch: Float64Array;
}

/**
 * The values of a block that count on the as-of day.
 *
 * @throws InvalidInputError when a value is infinite.
 */
export function readColumn(reader: ColumnReader, block: Block, fresh?: FreshnessTarget): ReadValues {
  requireFinite(reader, block);
  const { column, limitDays, asOfDay, scratch } = reader;
  const { values, observedOn } = column;
  const { start, count } = block;
  if (observedOn === undefined) {
    for (let index = 0; fresh && index < count; index += 1) fresh.values[fresh.at + index * fresh.stride] = 1;
    return { values, from: start };
  }
  const oldest = limitDays ?? Number.POSITIVE_INFINITY;
  for (let index = 0; index < count; index += 1) {
    const day = observedOn[start + index] ?? NO_DAY;
    const age = day === NO_DAY ? 0 : asOfDay - day;
    scratch[index] = age >= 0 && age <= oldest ? (values[start + index] ?? Number.NaN) : Number.NaN;
    if (fresh) fresh.values[fresh.at + index * fresh.stride] = freshness(age, limitDays);
  }
  return { values: scratch, from: 0 };
}

function requireFinite({ measure, column: { values } }: ColumnReader, { start, count }: Block): void {
  const end = start + count;
  let infinite = 0;
  for (let index = start; index < end; index += 1) {
    infinite += Number(Math.abs(values[index] ?? 0) === Number.POSITIVE_INFINITY);
  }
  if (infinite > 0) throw infiniteValue(measure, values);
}

function infiniteValue(measure: string, values: Float64Array): InvalidInputError {
  const place = values.findIndex((value) => Math.abs(value) === Number.POSITIVE_INFINITY);
  return new InvalidInputError(
    `The value of ${measure} for account ${place} is ${values[place]}, not a finite number.`,
    {
      field: `columns.${measure}.values[${place}]`,
      hint: "Give finite numbers, and NaN for a missing value.",
    },
  );
}
