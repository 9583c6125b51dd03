/**
 * Points and parts in scores of a block of accounts, two at a time, by the SIMD instructions of WebAssembly.
 * AssemblyScript: `npm run generate` compiles it. Each account goes through the operations of `plain-kernel.ts`,
 * `followFewLines` and `addPoints` in their order, so that both give the same bits.
 */

/** `LARGEST_BLOCK` and `NO_DAY` of the batch. */
const LARGEST_BLOCK = 1024;
/** `MOST_ROWS` of `simd-kernel.ts`. */
const MOST_ROWS = 256;
const NO_DAY: f64 = -2147483648;
const BYTES_PER_NUMBER = 8;
const BYTES_PER_ROW = LARGEST_BLOCK * BYTES_PER_NUMBER;
const BYTES_PER_LINE = 4 * BYTES_PER_NUMBER;
const BYTES_PER_DAY = 4;
const BYTES_PER_PLACE = 2;

/** Of each account: the value, NaN for a missing one. */
export const values = memory.data(LARGEST_BLOCK * BYTES_PER_NUMBER);
/** Of each account: the day of the value, as `dayNumber` counts it. */
export const days = memory.data(LARGEST_BLOCK * BYTES_PER_DAY);
/** Of each account: what age takes from the measure. */
export const faded = memory.data(LARGEST_BLOCK * BYTES_PER_NUMBER);
/** Of each measure and account: the points, 0 where the measure is missing. */
export const points = memory.data(MOST_ROWS * BYTES_PER_ROW);
/** Of each account: the sum of weight x points. */
export const atWorst = memory.data(LARGEST_BLOCK * BYTES_PER_NUMBER);
/** Of each account: what the weights of known measures are multiplied with. */
export const factor = memory.data(LARGEST_BLOCK * BYTES_PER_NUMBER);
/** The places where the measure is missing. */
export const missing = memory.data(LARGEST_BLOCK * BYTES_PER_PLACE);
/** The bounds of a `LineTable`, of which no more than five are numbers. */
export const bounds = memory.data(7 * BYTES_PER_NUMBER);
/** Its lines: start, span, first points and rise of each. */
export const lines = memory.data(6 * BYTES_PER_LINE);

/** Makes values missing that do not count on the as-of day, and writes what age takes. `limitDays` may be infinite. */
export function readDays(count: i32, asOfDay: f64, limitDays: f64): void {
  const today = f64x2.splat(asOfDay);
  const limit = f64x2.splat(limitDays);
  const dayless = f64x2.splat(NO_DAY);
  for (let place = 0; place < count; place += 2) {
    const at = <usize>(place * BYTES_PER_NUMBER);
    const day = f64x2.convert_low_i32x4_s(v128.load64_zero(days + place * BYTES_PER_DAY));
    const age = v128.and(f64x2.sub(today, day), f64x2.ne(day, dayless));
    const counts = v128.and(f64x2.ge(age, f64x2.splat(0)), f64x2.le(age, limit));
    // All bits set is NaN.
    v128.store(values + at, v128.or(v128.load(values + at), v128.not(counts)));
    v128.store(faded + at, f64x2.div(f64x2.mul(f64x2.splat(0.5), age), limit));
  }
}

/** Adds weight x points of `count` accounts to `atWorst`; returns in how many places the measure is missing. */
export function addLines(count: i32, row: i32, weight: f64): i32 {
  const first = v128.load_splat<f64>(bounds);
  const second = v128.load_splat<f64>(bounds, BYTES_PER_NUMBER);
  const third = v128.load_splat<f64>(bounds, 2 * BYTES_PER_NUMBER);
  const fourth = v128.load_splat<f64>(bounds, 3 * BYTES_PER_NUMBER);
  const fifth = v128.load_splat<f64>(bounds, 4 * BYTES_PER_NUMBER);
  const weights = f64x2.splat(weight);
  const pointsOfRow = points + row * BYTES_PER_ROW;
  let end = missing;
  for (let place = 0; place < count; place += 2) {
    const at = <usize>(place * BYTES_PER_NUMBER);
    const value = v128.load(values + at);
    // A comparison that holds is -1, so lines are counted downwards from 0.
    let line = i64x2.add(f64x2.ge(value, first), f64x2.ge(value, second));
    line = i64x2.add(line, i64x2.add(f64x2.ge(value, third), f64x2.ge(value, fourth)));
    line = i64x2.add(line, f64x2.ge(value, fifth));
    const reached = pointsOnLines(value, lineAt(i32x4.extract_lane(line, 0)), lineAt(i32x4.extract_lane(line, 2)));
    const known = f64x2.ge(reached, f64x2.splat(0));
    const counted = v128.and(reached, known);
    v128.store(pointsOfRow + at, counted);
    v128.store(atWorst + at, f64x2.add(v128.load(atWorst + at), f64x2.mul(weights, counted)));
    // Every place is written, and stays when the measure is missing there.
    store<u16>(end, <u16>place);
    end += BYTES_PER_PLACE * (1 + i32x4.extract_lane(known, 0));
    store<u16>(end, <u16>(place + 1));
    end += BYTES_PER_PLACE * (1 + i32x4.extract_lane(known, 2));
  }
  // The last of an odd count has a neighbour that is no account.
  if (end > missing && load<u16>(end - BYTES_PER_PLACE) === count) end -= BYTES_PER_PLACE;
  return <i32>(end - missing) / BYTES_PER_PLACE;
}

/** Makes points of `count` accounts weight x factor x points. */
export function shareRow(count: i32, row: i32, weight: f64): void {
  const weights = f64x2.splat(weight);
  const pointsOfRow = points + row * BYTES_PER_ROW;
  for (let place = 0; place < count; place += 2) {
    const at = <usize>(place * BYTES_PER_NUMBER);
    const share = f64x2.mul(weights, v128.load(factor + at));
    v128.store(pointsOfRow + at, f64x2.mul(share, v128.load(pointsOfRow + at)));
  }
}

function lineAt(line: i32): usize {
  return lines - line * BYTES_PER_LINE;
}

/** `pointsOnLine` of two values, each with a line of its own. */
function pointsOnLines(value: v128, left: usize, right: usize): v128 {
  const leftRun = v128.load(left);
  const rightRun = v128.load(right);
  const leftRise = v128.load(left, 2 * BYTES_PER_NUMBER);
  const rightRise = v128.load(right, 2 * BYTES_PER_NUMBER);
  const start = v128.shuffle<f64>(leftRun, rightRun, 0, 2);
  const span = v128.shuffle<f64>(leftRun, rightRun, 1, 3);
  const first = v128.shuffle<f64>(leftRise, rightRise, 0, 2);
  const rise = v128.shuffle<f64>(leftRise, rightRise, 1, 3);
  return f64x2.add(first, f64x2.mul(rise, f64x2.div(f64x2.sub(value, start), span)));
}
