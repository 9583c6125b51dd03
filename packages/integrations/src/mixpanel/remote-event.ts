import { z } from "zod";

/** An event as Mixpanel has it. */
export interface RemoteEvent {
  readonly name: string;
  readonly distinctId: string | null;
  /**
   * ISO 8601. In projects made before 2023 Mixpanel's times are those of the project's time zone, and only look like UTC.
   */
  readonly occurredAt: string | null;
  /** By which Mixpanel knows an event that is sent twice. */
  readonly insertId: string | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Times from here on are milliseconds: as seconds they would be of the year 5138. */
const firstInMilliseconds = 100_000_000_000;

export const eventOnWire = z
  .object({
    event: z.string(),
    properties: z.looseObject({
      time: z.number().nullish(),
      distinct_id: z.coerce.string().nullish(),
      $distinct_id: z.coerce.string().nullish(),
      $insert_id: z.coerce.string().nullish(),
    }),
  })
  .transform(({ event, properties: wire }): RemoteEvent => {
    const { time, distinct_id, $distinct_id, $insert_id, ...properties } = wire;
    return {
      name: event,
      distinctId: distinct_id ?? $distinct_id ?? null,
      occurredAt: time == null ? null : instantOf(time),
      insertId: $insert_id ?? null,
      properties,
    };
  });

function instantOf(time: number): string {
  return new Date(time < firstInMilliseconds ? time * 1000 : time).toISOString();
}
