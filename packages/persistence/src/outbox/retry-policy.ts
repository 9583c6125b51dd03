/** How often and how long after one another deliveries are tried. */
export interface RetryPolicy {
  /** Attempts before an effect is a dead letter. */
  readonly tries: number;
  readonly firstDelayMilliseconds: number;
  readonly longestDelayMilliseconds: number;
}

/** Ten attempts within 43 to 85 minutes: longer than a restart, short enough that somebody hears of it. */
export const defaultRetryPolicy: RetryPolicy = {
  tries: 10,
  firstDelayMilliseconds: 10_000,
  longestDelayMilliseconds: 3_600_000,
};

/**
 * The wait after a failed attempt: doubled each time up to the longest one, and of that a random share of a half to the
 * whole, so that what failed together does not come back together. `random` is in [0, 1).
 */
export function retryDelay(policy: RetryPolicy, attempt: number, random = Math.random()): number {
  const doubled = policy.firstDelayMilliseconds * 2 ** (attempt - 1);
  return Math.round(Math.min(doubled, policy.longestDelayMilliseconds) * (0.5 + random / 2));
}
