import { customerText } from "@cs/models";
import { z } from "zod";
import { reading } from "../../operation/reading-output.ts";

const reason = z.string().nullable().describe("Why something is null.");
const share = z.number();

/** What `analyze_engagement_patterns` answers. */
export const patternsOutput = z.strictObject({
  clientId: z.string(),
  from: z.string(),
  to: z.string().describe("Last day that counts: earlier than asked for when the feed ends earlier."),
  profile: z.strictObject({
    timeZone: z.string(),
    weekdays: z.array(share).readonly().nullable().describe("Share of events by day, Monday first."),
    hours: z.array(share).readonly().nullable().describe("Share of events by hour, 0 to 23 o'clock."),
    weekendShare: reading,
    reason,
  }),
  trend: z
    .strictObject({
      direction: z.enum(["rising", "falling", "steady"]).nullable(),
      weeks: z.int().describe("Whole weeks that are known."),
      eventsPerWeekIn30Days: z.number().nullable().describe("Theil-Sen: change of a week's events in 30 days."),
      p: z.number().nullable().describe("Mann-Kendall, two-sided; rising or falling below 0.05."),
      reason,
    })
    .describe("Of the events by week."),
  outliers: z
    .strictObject({
      weeks: z
        .array(z.strictObject({ start: z.string(), events: z.int(), kind: z.enum(["surge", "drop"]), z: z.number() }))
        .readonly()
        .nullable()
        .describe("z: modified z-score against the median week, beyond 3.5."),
      reason,
    })
    .describe("Weeks far from the usual one."),
  silentChampions: z.strictObject({
    people: z
      .array(
        z.strictObject({
          fullName: customerText(z.string()),
          title: customerText(z.string()).nullable(),
          lastUsedOn: z.string().nullable(),
        }),
      )
      .nullable(),
    champions: z.int(),
    reason,
  }),
});
