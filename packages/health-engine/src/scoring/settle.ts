const STEP = 1e10;

/**
 * Rounds to 10 decimals, which keeps order (a <= b gives settle(a) <= settle(b)).
 *
 * Ten shares of 0.1 do not add up to 1 in binary: without this, thirty measures at exactly 90 points could end at
 * 89.99999999999999 and in the wrong band.
 */
export function settle(value: number): number {
  // Like Math.round but for one bit below a half; V8 makes a branch of that, which scores in no order guess wrong.
  return Math.floor(value * STEP + 0.5) / STEP;
}

/** Whether a value reaches a limit when binary fractions are left aside, like `settle(value) >= limit` but faster. */
export function reaches(value: number, limit: number): boolean {
  return value + 0.5 / STEP >= limit;
}
