import type { BinnedColumn } from "./bins.ts";
import type { Histogram } from "./histogram.ts";
import { leafWeight, lossSaved, type WeightBounds } from "./leaf-weight.ts";

/** A column that may be split. */
export interface SplitColumn extends BinnedColumn {
  /** Place of the feature in the model. */
  readonly feature: number;
  /** 1 when more of it must never lower the log-odds, -1 when it must never raise them, 0 when it may do both. */
  readonly direction: -1 | 0 | 1;
}

/** What a split has to keep to. */
export interface SplitLimits {
  readonly minimumRows: number;
  readonly penalty: number;
}

/** Rows of a node and what binds it. */
export interface SplitNode {
  readonly histogram: Histogram;
  readonly bounds: WeightBounds;
}

/** A way to part the rows of a node. */
export interface Split {
  readonly column: SplitColumn;
  /** Values in bins up to and including it go below. */
  readonly bin: number;
  readonly missingGoes: "below" | "above";
  readonly gain: number;
  readonly belowWeight: number;
  readonly aboveWeight: number;
}

interface Sums {
  gradient: number;
  curvature: number;
  rows: number;
}

/** The split of a column that lowers the loss most, the first among equals; null when none does. `offset`: its first bin. */
export function bestSplit(column: SplitColumn, offset: number, node: SplitNode, limits: SplitLimits): Split | null {
  const last = column.cuts.length;
  const missing = sumOf(node.histogram, offset + last + 1, offset + last + 1);
  const known = sumOf(node.histogram, offset, offset + last);
  const task = { column, offset, ...node, ...limits, known, missing };
  const above = scan({ ...task, missingGoes: "above" });
  if (missing.rows > 0) {
    const below = scan({ ...task, missingGoes: "below" });
    return below && below.gain > (above?.gain ?? 0) ? below : above;
  }
  if (above === null) return null;
  // Nothing was learnt about missing values here: they go where most rows go.
  const rowsBelow = sumOf(node.histogram, offset, offset + above.bin).rows;
  return { ...above, missingGoes: 2 * rowsBelow >= known.rows ? "below" : "above" };
}

/** The bounds of the two children: under a constraint they meet in the middle of the two weights. */
export function childBounds({ column, bin, belowWeight, aboveWeight }: Split, bounds: WeightBounds) {
  const direction = directionOf(column, bin);
  const middle = (belowWeight + aboveWeight) / 2;
  const upTo = { low: bounds.low, high: middle };
  const from = { low: middle, high: bounds.high };
  if (direction === 0) return { below: bounds, above: bounds };
  return direction > 0 ? { below: upTo, above: from } : { below: from, above: upTo };
}

interface ScanTask extends SplitNode, SplitLimits {
  readonly column: SplitColumn;
  readonly offset: number;
  readonly known: Sums;
  readonly missing: Sums;
  readonly missingGoes: "below" | "above";
}

function scan({ column, offset, histogram, bounds, minimumRows, penalty, known, missing, missingGoes }: ScanTask) {
  const together = { gradient: known.gradient + missing.gradient, curvature: known.curvature + missing.curvature };
  const total = known.rows + missing.rows;
  const before = savedBy(together.gradient, together.curvature + penalty, bounds);
  const below = missingGoes === "below" ? { ...missing } : { gradient: 0, curvature: 0, rows: 0 };
  let best: Split | null = null;
  for (let bin = 0; bin <= column.cuts.length; bin++) {
    const slot = offset + bin;
    below.gradient += histogram.gradients[slot] ?? 0;
    below.curvature += histogram.curvatures[slot] ?? 0;
    below.rows += histogram.rows[slot] ?? 0;
    if (below.rows < minimumRows || histogram.rows[slot] === 0) continue;
    if (total - below.rows < minimumRows) break;
    const [g, h] = [together.gradient - below.gradient, together.curvature - below.curvature + penalty];
    const belowWeight = leafWeight(below.gradient, below.curvature + penalty, bounds);
    const aboveWeight = leafWeight(g, h, bounds);
    if (directionOf(column, bin) * (aboveWeight - belowWeight) < 0) continue;
    const after = lossSaved(below.gradient, below.curvature + penalty, belowWeight) + lossSaved(g, h, aboveWeight);
    if (after - before > (best?.gain ?? 0)) {
      best = { column, bin, missingGoes, gain: after - before, belowWeight, aboveWeight };
    }
  }
  return best;
}

/** The last bin parts known values from missing ones, which have no order. */
function directionOf({ cuts, direction }: SplitColumn, bin: number): -1 | 0 | 1 {
  return bin === cuts.length ? 0 : direction;
}

function savedBy(gradient: number, curvature: number, bounds: WeightBounds): number {
  return lossSaved(gradient, curvature, leafWeight(gradient, curvature, bounds));
}

function sumOf({ gradients, curvatures, rows }: Histogram, from: number, to: number): Sums {
  const sums = { gradient: 0, curvature: 0, rows: 0 };
  for (let slot = from; slot <= to; slot++) {
    sums.gradient += gradients[slot] ?? 0;
    sums.curvature += curvatures[slot] ?? 0;
    sums.rows += rows[slot] ?? 0;
  }
  return sums;
}
