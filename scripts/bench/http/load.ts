import type { HttpUser } from "./http-user.ts";
import type { ToolCall } from "./messages.ts";

/** What came of a load. */
export interface Measured {
  readonly perSecond: number;
  /** Milliseconds of each call that was answered. */
  readonly latencies: readonly number[];
  /** What the others said. */
  readonly errors: readonly string[];
}

/** Lets all users call at once, each again as soon as it has its answer, for a time. */
export async function load(
  users: readonly HttpUser[],
  nextCall: () => ToolCall,
  milliseconds: number,
): Promise<Measured> {
  const latencies: number[] = [];
  const errors: string[] = [];
  const started = performance.now();
  const end = started + milliseconds;
  await Promise.all(
    users.map(async (user) => {
      while (performance.now() < end) {
        const sent = performance.now();
        try {
          await user.call(nextCall());
          latencies.push(performance.now() - sent);
        } catch (error) {
          errors.push(String(error));
        }
      }
    }),
  );
  return { perSecond: (1000 * latencies.length) / (performance.now() - started), latencies, errors };
}
