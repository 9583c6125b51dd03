import { z } from "zod";

/** A point in time as ISO 8601 with a zone, as `2024-12-31T09:30:00Z`, from 1900 on as calendar dates are. */
export const instantSchema = z.iso
  .datetime({ offset: true, error: "must be a time such as 2024-12-31T09:30:00Z" })
  .refine((text) => text >= "1900", "must not be before 1900");

export type Instant = z.infer<typeof instantSchema>;
