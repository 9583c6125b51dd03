import { calendarDateSchema, clientIdSchema, segmentSchema } from "@cs/models";
import { z } from "zod";

export const lifetimeVariants = ["contractual", "non_contractual"] as const;

/** What `optimize_customer_lifetime_value` takes. Margin and discount have no default, as no source holds them. */
export const lifetimeInput = z.strictObject({
  variant: z.enum(lifetimeVariants).default("contractual").describe("non_contractual needs purchases."),
  margin: z.number().gt(0).max(1).describe("Profit share of revenue, 0-1."),
  discount: z.number().min(0).max(1).describe("Yearly rate, 0-1."),
  growth: z.number().min(-0.5).max(1).default(0).describe("Of who stays, a year. Default 0."),
  clientId: clientIdSchema.optional().describe("By the retention of all."),
  segment: segmentSchema.optional().describe("Size."),
  startedFrom: calendarDateSchema.optional().describe("Cohort: first day."),
  startedTo: calendarDateSchema.optional().describe("Cohort: last day."),
  asOf: calendarDateSchema.optional().describe("Default today."),
});
export type LifetimeRequest = z.output<typeof lifetimeInput>;
