import { type AccountSums, addFaded, addMissing } from "../scoring/account-sums.ts";
import type { CompiledScorecard } from "../scoring/compile-scorecard.ts";
import type { NamedColumns } from "./batch-input.ts";
import type { MeasureRow, PointsKernel } from "./kernel/points-kernel.ts";
import {
  type Block,
  type ColumnReader,
  LARGEST_BLOCK,
  nothingKnown,
  readColumn,
  requireFinite,
} from "./read-column.ts";

/** Where the values of a block come from. Points are kept in a row for each measure when they are to be explained. */
export interface BlockReader {
  /** In canonical order. */
  readonly scored: readonly ScoredColumn[];
  /** The measures in cap conditions; undefined without a column. */
  readonly capping: ReadonlyMap<string, ColumnReader | undefined>;
  /** Whether a value may count less for its age. */
  readonly aged: boolean;
}

/** A measure of the scorecard with its column; without one it is missing everywhere. */
export interface ScoredColumn extends MeasureRow {
  readonly reader: ColumnReader | undefined;
  /** Memory for the places where it is missing in a block. */
  readonly missing: Uint16Array;
}

export function blockReader(
  { measures, caps }: CompiledScorecard,
  {
    columns,
    asOfDay,
    explain,
  }: { readonly columns: NamedColumns; readonly asOfDay: number; readonly explain: boolean },
): BlockReader {
  const readerOf = (measure: string, limitDays: number | null): ColumnReader | undefined => {
    const column = columns.get(measure);
    if (!column) return undefined;
    const places = column.observedOn ? LARGEST_BLOCK : 0;
    const [values, faded] = [new Float64Array(places), new Float64Array(places)];
    return { measure, column, limitDays, asOfDay, values, faded };
  };
  const scored = measures.map((measure, place) => ({
    measure,
    row: explain ? place : 0,
    reader: readerOf(measure.definition.measure, measure.definition.stalenessLimitDays),
    missing: new Uint16Array(LARGEST_BLOCK),
  }));
  const conditions = caps.flatMap((cap) => cap.conditions);
  return {
    scored,
    capping: new Map(
      conditions.map(({ condition, limitDays }) => [condition.measure, readerOf(condition.measure, limitDays)]),
    ),
    aged: scored.some(({ reader }) => reader?.column.observedOn && reader.limitDays !== null),
  };
}

/**
 * Reads a measure in a block and adds it to the sums; returns the places where it is missing. Its points are those of the
 * kernel, which also has the sum `atWorst`.
 *
 * @throws InvalidInputError when a value is infinite.
 */
export function addColumn(
  { measure, row, reader, missing }: ScoredColumn,
  { block, kernel }: { readonly block: Block; readonly kernel: PointsKernel },
  sums: AccountSums,
): Uint16Array {
  const { values, faded } = reader ? readColumn(reader, block, kernel) : nothingKnown(block);
  const places = kernel.addPoints({ measure, row }, values, missing);
  addMissing(measure, places, sums);
  addFaded(measure, { faded, missing: places }, sums);
  if (reader) requireFinite(reader, block, places);
  return places;
}
