import type { CompiledScorecard } from "../scoring/compile-scorecard.ts";
import type { PointRows } from "../scoring/sum-row.ts";
import type { NamedColumns } from "./batch-input.ts";
import { type BlockMaxima, judgeBlock } from "./judge-block.ts";
import { type Block, type ColumnReader, type ReadValues, readColumn } from "./read-column.ts";

/** Accounts per block: with 20 measures the points of a block take 40 KB. */
export const LARGEST_BLOCK = 256;

/** Turns the columns of a block into rows of points, one per account, and the maxima of its caps. */
export interface BlockReader {
  readonly rows: PointRows;
  readonly maxima: BlockMaxima;
  /** Overwrites `rows` and `maxima` with those of a block. */
  read(block: Block): void;
}

export function blockReader(
  { measures, weights, caps }: CompiledScorecard,
  { columns, asOfDay }: { readonly columns: NamedColumns; readonly asOfDay: number },
): BlockReader {
  const stride = measures.length;
  const readerOf = (measure: string, limitDays: number | null): ColumnReader | undefined => {
    const column = columns.get(measure);
    return column && { measure, column, limitDays, asOfDay, scratch: new Float64Array(LARGEST_BLOCK) };
  };
  const scored = measures.map(({ definition, normalise }) => ({
    normalise,
    reader: readerOf(definition.measure, definition.stalenessLimitDays),
  }));
  const conditions = caps.flatMap((cap) => cap.conditions);
  const capping = new Map(
    conditions.map(({ condition, limitDays }) => [condition.measure, readerOf(condition.measure, limitDays)]),
  );
  const aged = scored.some(({ reader }) => reader?.column.observedOn && reader.limitDays !== null);
  const points = new Float64Array(stride * LARGEST_BLOCK).fill(Number.NaN);
  const fresh = aged ? new Float64Array(stride * LARGEST_BLOCK) : undefined;
  const maxima = {
    fired: new Float64Array(LARGEST_BLOCK).fill(100),
    possible: new Float64Array(LARGEST_BLOCK).fill(100),
  };
  return {
    rows: { weights, points, freshness: fresh },
    maxima,
    read(block) {
      for (const [at, { reader, normalise }] of scored.entries()) {
        // Without a column the points of the measure stay NaN.
        if (!reader) continue;
        const { values, from } = readColumn(reader, block, fresh && { values: fresh, at, stride });
        normalise({ values, from, to: from + block.count, points, at, stride });
      }
      if (caps.length === 0) return;
      const read = new Map<string, ReadValues | undefined>();
      for (const [measure, reader] of capping) read.set(measure, reader && readColumn(reader, block));
      judgeBlock(caps, { count: block.count, read: (measure) => read.get(measure), maxima });
    },
  };
}
