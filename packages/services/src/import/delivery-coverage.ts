import type { CalendarDate, FactKind, SourceFact } from "@cs/models";
import type { Persistence } from "@cs/persistence";
import { DayRange, factDays } from "./fact-days.ts";

/**
 * For which days a delivery is complete. Each kind starts with its first fact; all of them reach to the day on which
 * the delivery was drawn, which is the last day found in any file unless it is given: a month without tickets is known
 * to be a month without tickets when the usage of that month was delivered along with it.
 */
export class DeliveryCoverage {
  readonly #all = new DayRange();
  readonly #kinds = new Map<FactKind, DayRange>();

  get lastDay(): CalendarDate | null {
    return this.#all.last;
  }

  add<Kind extends FactKind>(kind: Kind, fact: SourceFact<Kind>): void {
    const range = this.#kinds.get(kind) ?? new DayRange();
    this.#kinds.set(kind, range);
    for (const day of factDays(kind, fact)) {
      range.add(day);
      this.#all.add(day);
    }
  }

  /** Writes what the delivery covers; `asOf` is the day it was drawn. */
  async store(persistence: Persistence, tenantId: string, source: string, asOf?: CalendarDate): Promise<void> {
    const to = asOf ?? this.#all.last;
    if (to === null) return;
    await persistence.write(tenantId, async (tx) => {
      for (const [kind, range] of this.#kinds) {
        // Facts without a date of their own, such as contacts, are states: known on the day of the delivery.
        const from = range.first ?? this.#all.first ?? to;
        if (from <= to) await tx.facts.extendCoverage({ source, kind, from, to });
      }
    });
  }
}
