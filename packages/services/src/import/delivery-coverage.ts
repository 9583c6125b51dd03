import type { CalendarDate, FactKind, SourceFact } from "@cs/models";
import type { Persistence } from "@cs/persistence";
import { DayRange, daysBegun, daysHappened } from "./fact-days.ts";

/**
 * For which days a delivery is complete. Each kind starts with its first fact; all of them reach to the day on which
 * the delivery was drawn: a month without tickets is known to be a month without tickets when the usage of that month
 * was delivered along with it. Unless it is given, that day is the last on which anything happened, in any file; terms
 * say it only when nothing else does, because they can begin in the future.
 */
export class DeliveryCoverage {
  readonly #happened = new DayRange();
  readonly #begun = new DayRange();
  readonly #kinds = new Map<FactKind, DayRange>();

  get lastDay(): CalendarDate | null {
    return this.#happened.last ?? this.#begun.last;
  }

  /** Notes that a kind is delivered, though perhaps without a single fact. */
  addKind(kind: FactKind): DayRange {
    const range = this.#kinds.get(kind) ?? new DayRange();
    this.#kinds.set(kind, range);
    return range;
  }

  add<Kind extends FactKind>(kind: Kind, fact: SourceFact<Kind>): void {
    const range = this.addKind(kind);
    for (const day of daysHappened(kind, fact)) this.#happened.add(day);
    for (const day of daysBegun(kind, fact)) {
      this.#begun.add(day);
      range.add(day);
    }
  }

  /** Writes what the delivery covers; `asOf` is the day it was drawn. */
  async store(persistence: Persistence, tenantId: string, source: string, asOf?: CalendarDate): Promise<void> {
    const to = asOf ?? this.lastDay;
    if (to === null) return;
    await persistence.write(tenantId, async (tx) => {
      for (const [kind, range] of this.#kinds) {
        // Without a day of its own a kind is known for as long as anything in the delivery is.
        const from = range.first ?? this.#begun.first ?? to;
        if (from <= to) await tx.facts.extendCoverage({ source, kind, from, to });
      }
    });
  }
}
