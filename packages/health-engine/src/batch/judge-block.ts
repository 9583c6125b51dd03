import { type CompiledCap, holds } from "../scoring/caps.ts";
import type { CapMaxima } from "../scoring/conclude.ts";
import type { PointsKernel } from "./kernel/points-kernel.ts";
import { type Block, type ColumnReader, LARGEST_BLOCK, readColumn, requireFinite } from "./read-column.ts";

/** A block with the measures that caps ask for. */
interface CappingBlock {
  readonly block: Block;
  readonly capping: ReadonlyMap<string, ColumnReader | undefined>;
  readonly kernel: PointsKernel;
}

/** Judges the caps for the accounts of a block by the rules of `judgeCaps`. */
export function judgeBlock(
  caps: readonly CompiledCap[],
  { block, capping, kernel }: CappingBlock,
  { fired, possible }: CapMaxima,
): void {
  if (caps.length === 0) return;
  const known = new Map<string, Float64Array>();
  for (const [measure, reader] of capping) if (reader) known.set(measure, finiteValues(reader, block, kernel));
  fired.fill(100);
  possible.fill(100);
  for (const { cap, conditions } of caps) {
    const terms = conditions.map(({ condition }) => ({ condition, values: known.get(condition.measure) }));
    for (let place = 0; place < block.count; place += 1) {
      let fails = false;
      let undecided = false;
      for (const { condition, values } of terms) {
        const value = values?.[place] ?? Number.NaN;
        if (Number.isNaN(value)) undecided = true;
        else if (!holds(condition, value)) fails = true;
      }
      if (fails) continue;
      possible[place] = Math.min(possible[place] ?? 100, cap.maximum);
      if (!undecided) fired[place] = Math.min(fired[place] ?? 100, cap.maximum);
    }
  }
}

const everywhere = Uint16Array.from({ length: LARGEST_BLOCK }, (_, place) => place);

function finiteValues(reader: ColumnReader, block: Block, kernel: PointsKernel): Float64Array {
  requireFinite(reader, block, everywhere.subarray(0, block.count));
  return readColumn(reader, block, kernel).values;
}
