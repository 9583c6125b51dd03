/** Fewest accounts with a known outcome, and among them with the event, of which probabilities are told. */
export const SAMPLE_FLOOR = { outcomes: 100, events: 30 } as const;

/** Why there are too few accounts to tell a probability from; null when there are enough. */
export function belowFloor({
  outcomes,
  events,
}: {
  readonly outcomes: number;
  readonly events: number;
}): string | null {
  const lacks = [
    ...(outcomes < SAMPLE_FLOOR.outcomes ? [`${outcomes} of ${SAMPLE_FLOOR.outcomes} known outcomes`] : []),
    ...(events < SAMPLE_FLOOR.events ? [`${events} of ${SAMPLE_FLOOR.events} events`] : []),
  ];
  return lacks.length > 0 ? `a probability takes more accounts: there are ${lacks.join(" and ")}` : null;
}
