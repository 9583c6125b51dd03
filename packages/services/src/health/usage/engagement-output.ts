import { extents } from "@cs/analytics";
import { grains } from "@cs/models";
import { z } from "zod";
import { reading } from "../../operation/reading-output.ts";

/** What `track_usage_engagement` answers. */
export const engagementOutput = z.strictObject({
  clientId: z.string(),
  from: z.string(),
  to: z.string(),
  grain: z.enum(grains),
  coverage: z
    .strictObject({ from: z.string(), to: z.string() })
    .nullable()
    .describe("Days for which usage is known; null when no source delivers it."),
  countedUntil: z.string().describe("Last day of what current counts: earlier than to when the feed ends earlier."),
  current: z.strictObject({
    dau: reading.describe("Mean distinct users a day, 30 days."),
    wau: reading.describe("Distinct users, 7 days."),
    mau: reading.describe("Distinct users, 30 days."),
    stickiness: reading.describe("dau / mau, 0-1."),
    weeklyShare: reading.describe("wau / mau, 0-1."),
    seatUtilisation: reading.describe("mau / active seats."),
    activeDays28: reading,
    trend: reading.describe("Median week of the last 4 against the 8 before, minus 1."),
  }),
  periods: z.array(
    z.strictObject({
      start: z.string(),
      end: z.string(),
      known: z.enum(extents),
      users: z.int().nullable().describe("Null when the period is not known."),
      activeDays: z.int().nullable(),
      events: z.int().nullable(),
      errors: z.int().nullable(),
    }),
  ),
  cohorts: z.array(
    z.strictObject({
      firstMonth: z.string(),
      users: z.int(),
      returned: z
        .array(z.int())
        .readonly()
        .describe("Of them active 1, 2, … months later; the last month may still run."),
      mayBeOlder: z.boolean().describe("Usage is not known before, so older users may count as new."),
    }),
  ),
  unavailable: z.array(z.strictObject({ part: z.string(), reason: z.string() })),
});
