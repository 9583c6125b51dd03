import { InvalidInputError, instantSchema } from "@cs/models";
import { z } from "zod";

/** Seconds since 1970; in notifications about contacts ISO 8601. Becomes ISO 8601. */
export const timeOnWire = z
  .union([
    z.number().int().min(0).max(99_999_999_999),
    z.iso.datetime({ offset: true }).transform((text) => Date.parse(text) / 1000),
  ])
  .transform((seconds) => new Date(seconds * 1000).toISOString());

/** Whole seconds since 1970, as Intercom wants times. Throws `InvalidInputError` for what is no time. */
export function secondsOf(instant: string, field: string): number {
  const { success, data, error } = instantSchema.safeParse(instant);
  if (!success) throw new InvalidInputError(`${field} ${error.issues[0]?.message}.`, { field });
  return Math.floor(Date.parse(data) / 1000);
}
