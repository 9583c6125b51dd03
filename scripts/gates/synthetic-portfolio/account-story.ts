import type { CalendarDate, FactKind, SourceFact, TaggedFact } from "@cs/models";

/** Use of one day. */
interface DayOfUse {
  readonly day: CalendarDate;
  events: number;
  errors: number;
  readonly features: Set<string>;
  readonly users: Set<string>;
}

/** All facts of one account, sorted once for all days on which somebody looks back. */
export interface AccountStory {
  readonly facts: readonly TaggedFact[];
  /** Ascending; days without use have no entry. */
  readonly days: readonly DayOfUse[];
}

/** Adds up use by day. An event that was delivered twice counts once. */
export function accountStory(facts: readonly TaggedFact[]): AccountStory {
  const days = new Map<CalendarDate, DayOfUse>();
  const seen = new Set<string>();
  for (const { externalId, occurredAt, feature, user, quantity, errors } of factsOf(facts, "usage")) {
    if (seen.has(externalId)) continue;
    seen.add(externalId);
    const day = occurredAt.slice(0, 10);
    const use = days.get(day) ?? { day, events: 0, errors: 0, features: new Set<string>(), users: new Set<string>() };
    days.set(day, use);
    use.events += quantity;
    use.errors += errors ?? 0;
    use.features.add(feature);
    if (user !== null) use.users.add(user);
  }
  return {
    facts: facts.filter(({ kind }) => kind !== "usage"),
    days: [...days.values()].sort((left, right) => (left.day < right.day ? -1 : 1)),
  };
}

/** The facts of one kind. */
export function factsOf<Kind extends FactKind>(facts: readonly TaggedFact[], kind: Kind): SourceFact<Kind>[] {
  // The compiler cannot see that a fact with this kind has its type.
  return facts.flatMap((each) => (each.kind === kind ? [each.fact as SourceFact<Kind>] : []));
}
