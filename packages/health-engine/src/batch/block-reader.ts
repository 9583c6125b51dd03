import type { CompiledCap } from "../scoring/caps.ts";
import type { CompiledScorecard } from "../scoring/compile-scorecard.ts";
import type { CompiledNormaliser } from "../scoring/normalisers/normaliser-run.ts";
import type { PointRows } from "../scoring/sum-row.ts";
import type { NamedColumns } from "./batch-input.ts";
import { type BlockMaxima, judgeBlock } from "./judge-block.ts";
import { type Block, type ColumnReader, type ReadValues, readColumn } from "./read-column.ts";

/** Accounts per block: with 20 measures the points of a block take 40 KB. */
export const LARGEST_BLOCK = 256;

/** Memory for one block of accounts, and where its values come from. */
export interface BlockReader {
  /** Points of the block that was read last, one row per account. */
  readonly rows: PointRows;
  readonly maxima: BlockMaxima;
  /** In canonical order; without a column there is no reader, and the points of the measure stay NaN. */
  readonly scored: readonly { readonly normalise: CompiledNormaliser; readonly reader: ColumnReader | undefined }[];
  readonly caps: readonly CompiledCap[];
  /** Readers of the measures in cap conditions. */
  readonly capping: ReadonlyMap<string, ColumnReader | undefined>;
}

export function blockReader(
  { measures, weights, caps }: CompiledScorecard,
  { columns, asOfDay }: { readonly columns: NamedColumns; readonly asOfDay: number },
): BlockReader {
  const readerOf = (measure: string, limitDays: number | null): ColumnReader | undefined => {
    const column = columns.get(measure);
    return column && { measure, column, limitDays, asOfDay, scratch: new Float64Array(LARGEST_BLOCK) };
  };
  const scored = measures.map(({ definition, normalise }) => ({
    normalise,
    reader: readerOf(definition.measure, definition.stalenessLimitDays),
  }));
  const conditions = caps.flatMap((cap) => cap.conditions);
  const aged = scored.some(({ reader }) => reader?.column.observedOn && reader.limitDays !== null);
  const places = measures.length * LARGEST_BLOCK;
  return {
    rows: {
      weights,
      points: new Float64Array(places).fill(Number.NaN),
      freshness: aged ? new Float64Array(places) : undefined,
    },
    maxima: {
      fired: new Float64Array(LARGEST_BLOCK).fill(100),
      possible: new Float64Array(LARGEST_BLOCK).fill(100),
    },
    scored,
    caps,
    capping: new Map(
      conditions.map(({ condition, limitDays }) => [condition.measure, readerOf(condition.measure, limitDays)]),
    ),
  };
}

/** Overwrites the points and the maxima of a reader with those of a block. */
export function readBlock({ rows, maxima, scored, caps, capping }: BlockReader, block: Block): void {
  const { points, freshness } = rows;
  const stride = scored.length;
  for (let at = 0; at < stride; at += 1) {
    const measure = scored[at];
    if (!measure?.reader) continue;
    const { values, from } = readColumn(measure.reader, block, freshness && { values: freshness, at, stride });
    measure.normalise({ values, from, to: from + block.count, points, at, stride });
  }
  if (caps.length === 0) return;
  const read = new Map<string, ReadValues | undefined>();
  for (const [measure, reader] of capping) read.set(measure, reader && readColumn(reader, block));
  judgeBlock(caps, { count: block.count, read: (measure) => read.get(measure), maxima });
}
