import type { UnmatchedUsage } from "./take-remote-usage.ts";

/** How many events name an organisation, or a domain, that no account was found for. */
export interface UnmatchedUsageCount extends UnmatchedUsage {
  readonly events: number;
}

const mostValues = 10_000;

/** Counts what events without an account name. Bounded in memory: of more than 10,000 values the first are counted. */
export class UnmatchedTally {
  readonly #counts = new Map<string, UnmatchedUsageCount>();

  add(unmatched: UnmatchedUsage): void {
    const key = `${unmatched.reason} ${unmatched.value ?? ""}`;
    const counted = this.#counts.get(key);
    if (!counted && this.#counts.size === mostValues) return;
    this.#counts.set(key, { ...unmatched, events: (counted?.events ?? 0) + 1 });
  }

  /** Those of the most events first. */
  commonest(limit: number): UnmatchedUsageCount[] {
    const counts = [...this.#counts.values()];
    return counts.toSorted((a, b) => b.events - a.events).slice(0, limit);
  }
}
