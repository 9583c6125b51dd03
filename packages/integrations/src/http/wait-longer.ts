import { setTimeout as sleep } from "node:timers/promises";
import type { IntegrationError } from "@cs/models";

export interface Wait {
  /** What is waited anyway, in milliseconds. */
  readonly retryDelay: number;
  /** Beyond this nothing is waited for. */
  readonly longest: number;
  readonly signal: AbortSignal | undefined;
}

/** Waits for what a vendor wants beyond `retryDelay`. False, at once, when that is too long. */
export async function waitLonger(
  { retryAfterMs }: IntegrationError,
  { retryDelay, longest, signal }: Wait,
): Promise<boolean> {
  const wanted = retryAfterMs ?? 0;
  if (wanted > longest) return false;
  if (wanted > retryDelay) await sleep(wanted - retryDelay, undefined, { signal });
  return true;
}
