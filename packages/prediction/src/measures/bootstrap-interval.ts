import { seededNumbers } from "@cs/models";

/** Where a measure would lie on other accounts like these. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Rows of accounts, and what is measured on them. */
export interface Sample {
  /** The account of each row. All rows of an account are drawn together, as they are not independent. */
  readonly accounts: readonly string[];
  /** A measure on some rows, ascending and with repeated ones; null when these rows have none. */
  readonly measure: (rows: readonly number[]) => number | null;
}

/** How an interval is drawn. */
export interface DrawOptions {
  readonly seed?: number | undefined;
  /** Default 500. */
  readonly rounds?: number | undefined;
  /** Default 0.95. */
  readonly level?: number | undefined;
}

/** What is drawn anew. */
export interface BootstrapRequest extends Sample, DrawOptions {}

/**
 * The percentile bootstrap interval of a measure, drawing accounts with replacement (Efron 1979). Null when fewer than
 * half of the draws have the measure.
 */
export function bootstrapInterval({ accounts, measure, ...options }: BootstrapRequest): Interval | null {
  return repeatedInterval([{ accounts, measure }], options);
}

/**
 * The interval of the mean of a measure over repetitions of an experiment on the same accounts. Accounts and repetitions
 * are drawn apart, both with replacement (the pigeonhole bootstrap; Owen 2007), so that the interval knows of both
 * chances; it is rather too wide than too narrow. Null when fewer than half of the draws have the measure.
 */
export function repeatedInterval(
  repetitions: readonly Sample[],
  { seed = 1, rounds = 500, level = 0.95 }: DrawOptions = {},
): Interval | null {
  const names = [...new Set(repetitions.flatMap(({ accounts }) => accounts))];
  const placeOf = new Map(names.map((name, place) => [name, place]));
  const placed = repetitions.map(({ accounts, measure }) => {
    return { measure, places: accounts.map((name) => placeOf.get(name) ?? 0) };
  });
  const random = seededNumbers(seed);
  const draws = Array.from({ length: rounds }, () => {
    const times = drawTimes(names.length, random);
    const weights = placed.length === 1 ? [1] : drawTimes(placed.length, random);
    return weightedMean(
      weights,
      placed.map(({ measure, places }, at) => (weights[at] ? measure(rowsOf(places, times)) : null)),
    );
  });
  const found = draws.filter((draw) => draw !== null).sort((left, right) => left - right);
  if (found.length < rounds / 2) return null;
  const at = (share: number) => found[Math.round(share * (found.length - 1))] ?? Number.NaN;
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}

/** How often each of some things comes up in as many draws with replacement. */
function drawTimes(count: number, random: () => number): Uint32Array {
  const times = new Uint32Array(count);
  for (let draw = 0; draw < count; draw++) {
    const drawn = Math.floor(random() * count);
    times[drawn] = (times[drawn] ?? 0) + 1;
  }
  return times;
}

/** The rows of the accounts that were drawn. In order, as sorted input makes measures fast. */
function rowsOf(places: readonly number[], times: Uint32Array): number[] {
  const drawn: number[] = [];
  for (const [row, place] of places.entries()) for (let time = times[place] ?? 0; time > 0; time--) drawn.push(row);
  return drawn;
}

/** The mean of what could be measured; null where nothing could. */
function weightedMean(weights: ArrayLike<number>, values: readonly (number | null)[]): number | null {
  let [sum, weight] = [0, 0];
  for (const [at, value] of values.entries()) {
    if (value === null) continue;
    sum += (weights[at] ?? 0) * value;
    weight += weights[at] ?? 0;
  }
  return weight > 0 ? sum / weight : null;
}
