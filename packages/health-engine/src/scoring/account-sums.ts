import type { CompiledMeasure } from "./compile-measures.ts";

/** Sums over the measures of accounts, one account per place. */
export interface AccountSums {
  /** Sum of weight x points with missing measures at 0. */
  readonly atWorst: Float64Array;
  /** Sum of weight x `fadedShare` of known measures; undefined when everything is of the as-of day. */
  readonly faded: Float64Array | undefined;
  /** Sum of the weights of missing measures. */
  readonly missing: Float64Array;
  /** Sum of the weights of missing measures with policy `exclude`. */
  readonly leftOut: Float64Array;
  /** Sum of the weights of missing measures with policy `neutral`. */
  readonly neutral: Float64Array;
  /** How many missing measures have policy `fail`. */
  readonly required: Float64Array;
}

/** What is known of one measure, one account per place. */
export interface MeasurePoints {
  /** 0-100 after the normaliser, NaN where the measure is missing. */
  readonly points: Float64Array;
  /** 0-0.5 by `fadedShare` where the measure is known; undefined when everything is of the as-of day. */
  readonly faded: Float64Array | undefined;
  /** Room for as many places as there are accounts. */
  readonly missing: Uint16Array;
}

export function emptySums(accounts: number, { aged }: { readonly aged: boolean }): AccountSums {
  const column = () => new Float64Array(accounts);
  return {
    atWorst: column(),
    faded: aged ? column() : undefined,
    missing: column(),
    leftOut: column(),
    neutral: column(),
    required: column(),
  };
}

/** Sets all sums to 0. */
export function clearSums({ atWorst, faded, missing, leftOut, neutral, required }: AccountSums): void {
  for (const sum of [atWorst, faded, missing, leftOut, neutral, required]) sum?.fill(0);
}

/** Adds one measure of all accounts. Measures come in the canonical order: no other order gives the same bits. */
export function addMeasure(measure: CompiledMeasure, read: MeasurePoints, sums: AccountSums): void {
  const missing = addPoints(measure, read, sums.atWorst);
  addMissing(measure, missing, sums);
  addFaded(measure, { faded: read.faded, missing }, sums);
}

/** Adds weight x points and returns the places where the measure is missing, at which its points become 0. */
export function addPoints(
  { weight }: CompiledMeasure,
  { points, missing }: Pick<MeasurePoints, "points" | "missing">,
  atWorst: Float64Array,
): Uint16Array {
  const places = placesWithout(points, missing);
  clearAt(points, places);
  addParts(atWorst, weight, points);
  return places;
}

/** Adds the weight of a measure where it is missing, by its null policy. */
export function addMissing({ weight, whenMissing }: CompiledMeasure, places: Uint16Array, sums: AccountSums): void {
  addAt(sums.missing, weight, places);
  addAt(sums.leftOut, whenMissing.leftOut, places);
  addAt(sums.neutral, whenMissing.neutral, places);
  addAt(sums.required, whenMissing.required, places);
}

/** Adds what age takes from a measure; where it is missing that becomes 0. */
export function addFaded(
  { weight }: CompiledMeasure,
  { faded, missing }: Pick<MeasurePoints, "faded" | "missing">,
  sums: AccountSums,
): void {
  if (!sums.faded || !faded) return;
  clearAt(faded, missing);
  addParts(sums.faded, weight, faded);
}

/** Writes down where there are no points. Every place is written, for a branch that follows the data costs more. */
function placesWithout(points: Float64Array, places: Uint16Array): Uint16Array {
  let found = 0;
  for (let place = 0; place < points.length; place += 1) {
    places[found] = place;
    found += Number(!((points[place] ?? 0) >= 0));
  }
  return places.subarray(0, found);
}

/** Adds weight x parts. */
function addParts(sums: Float64Array, weight: number, parts: Float64Array): void {
  for (let place = 0; place < parts.length; place += 1) {
    sums[place] = (sums[place] ?? 0) + weight * (parts[place] ?? 0);
  }
}

function addAt(sums: Float64Array, amount: number, places: Uint16Array): void {
  if (amount === 0) return;
  for (let index = 0; index < places.length; index += 1) {
    const place = places[index] ?? 0;
    sums[place] = (sums[place] ?? 0) + amount;
  }
}

function clearAt(parts: Float64Array, places: Uint16Array): void {
  for (let index = 0; index < places.length; index += 1) parts[places[index] ?? 0] = 0;
}
