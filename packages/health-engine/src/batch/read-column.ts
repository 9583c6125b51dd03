import { InvalidInputError } from "@cs/models";
import type { ObservationColumn } from "./batch-input.ts";
import type { PointsKernel } from "./kernel/points-kernel.ts";

/** Accounts per block: one column of a block takes 8 KB. */
export const LARGEST_BLOCK = 1024;

/** The part of the accounts that is scored at once: small enough to stay in the cache of a processor. */
export interface Block {
  /** Place of the first account. */
  readonly start: number;
  /** How many accounts. */
  readonly count: number;
}

/** A column to read by the rules of `readObservation`, with memory for one block. */
export interface ColumnReader {
  readonly measure: string;
  readonly column: ObservationColumn;
  readonly limitDays: number | null;
  readonly asOfDay: number;
  readonly values: Float64Array;
  readonly faded: Float64Array;
}

/** What is known of a measure in a block; the memory may be that of its reader. */
export interface ReadBlock {
  /** NaN where the measure is missing. Infinite ones are still to be refused. */
  readonly values: Float64Array;
  /** By `fadedShare` where the measure is known; undefined when everything is of the as-of day. */
  readonly faded: Float64Array | undefined;
}

const unknown = new Float64Array(LARGEST_BLOCK).fill(Number.NaN);

/** A block of a measure without a column. */
export function nothingKnown({ count }: Block): ReadBlock {
  return { values: unknown.subarray(0, count), faded: undefined };
}

/** The values of a block that count on the as-of day. */
export function readColumn(reader: ColumnReader, { start, count }: Block, kernel: PointsKernel): ReadBlock {
  const { column, limitDays, asOfDay } = reader;
  const given = column.values.subarray(start, start + count);
  if (!column.observedOn) return { values: given, faded: undefined };
  const days = column.observedOn.subarray(start, start + count);
  const read = { values: reader.values.subarray(0, count), faded: reader.faded.subarray(0, count) };
  kernel.readDays({ values: given, days, asOfDay, limitDays }, read);
  return read;
}

/**
 * Looks through the missing values of a block: no infinite value has points either.
 *
 * @throws InvalidInputError when one is infinite.
 */
export function requireFinite(
  { measure, column: { values } }: ColumnReader,
  { start }: Block,
  missing: Uint16Array,
): void {
  for (let index = 0; index < missing.length; index += 1) {
    const place = missing[index] ?? 0;
    if (Math.abs(values[start + place] ?? 0) === Number.POSITIVE_INFINITY)
      throw infiniteValue(measure, values, start + place);
  }
}

function infiniteValue(measure: string, values: Float64Array, place: number): InvalidInputError {
  return new InvalidInputError(
    `The value of ${measure} for account ${place} is ${values[place]}, not a finite number.`,
    {
      field: `columns.${measure}.values[${place}]`,
      hint: "Give finite numbers, and NaN for a missing value.",
    },
  );
}
