import { z } from "zod";
import { calendarDateSchema } from "../values/calendar-date.ts";
import { currencySchema, minorUnitsSchema } from "../values/money.ts";
import { text } from "../values/text.ts";

/** One product on one term. `endDate` is the first day that is not covered; null while it runs. */
export const subscriptionLineSchema = z.strictObject({
  product: text(200),
  startDate: calendarDateSchema,
  endDate: calendarDateSchema.nullable(),
  seats: z.int().min(0).max(10_000_000).nullable(),
  /** Annual recurring revenue in minor units of `currency`; 0 for a trial. */
  arr: minorUnitsSchema.min(0),
  currency: currencySchema,
  autoRenew: z.boolean().nullable(),
});
export type SubscriptionLine = z.infer<typeof subscriptionLineSchema>;
