import { calendarDateSchema, clientIdSchema, segmentSchema } from "@cs/models";
import { z } from "zod";

export const lifetimeVariants = ["contractual", "non_contractual"] as const;

/** What `optimize_customer_lifetime_value` takes. Margin and discount have no default, as no source holds them. */
export const lifetimeInput = z.strictObject({
  variant: z.enum(lifetimeVariants).default("contractual").describe("non_contractual needs purchases."),
  margin: z.number().gt(0).max(1).describe("Share of revenue that is profit, 0-1."),
  discount: z.number().min(0).max(1).describe("Discount rate a year, 0-1."),
  growth: z.number().min(-0.5).max(1).default(0).describe("Yearly growth of the revenue of who stays."),
  clientId: clientIdSchema.optional().describe("Only this client, by the retention of all."),
  segment: segmentSchema.optional().describe("Only this size."),
  startedFrom: calendarDateSchema.optional().describe("Cohort: first day as a customer, from."),
  startedTo: calendarDateSchema.optional().describe("Cohort: until."),
  asOf: calendarDateSchema.optional().describe("Day, YYYY-MM-DD. Default today."),
});
export type LifetimeRequest = z.output<typeof lifetimeInput>;
