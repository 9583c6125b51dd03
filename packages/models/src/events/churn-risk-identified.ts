import { z } from "zod";
import { clientIdSchema } from "../customer/customer-account.ts";
import { externalRefSchema } from "../customer/external-ref.ts";
import { healthBands, scoreBands } from "../health/health-score.ts";
import { calendarDateSchema } from "../values/calendar-date.ts";
import { instantSchema } from "../values/instant.ts";
import { currencySchema, minorUnitsSchema } from "../values/money.ts";
import { cloudEventSchema } from "./cloud-event.ts";

/** A measure that takes points from the score, most of them first. */
const riskReasonSchema = z.strictObject({
  measure: z.string(),
  label: z.string(),
  /** In the unit of the measure; null when it is unknown and counts as the worst. */
  value: z.number().nullable(),
  lostPoints: z.number().positive(),
});

/** An account whose health has fallen below 60 since it was last well. Everything is stored or null. */
export const churnRiskIdentifiedSchema = z.strictObject({
  clientId: clientIdSchema,
  externalRefs: z.array(externalRefSchema),
  asOf: calendarDateSchema,
  /** The stored score that says so; it can be replayed. */
  snapshotId: z.string(),
  /** 0 up to 60. */
  score: z.number().min(0).max(100),
  band: z.enum(healthBands),
  /** The band before; null when there was none. */
  previousBand: z.enum(scoreBands).nullable(),
  reasons: z.array(riskReasonSchema).max(5),
  /** Limits that hold whatever else is well, as that a champion has left. */
  caps: z.array(z.strictObject({ label: z.string(), maximum: z.number() })),
  /** Annual recurring revenue on the day, by currency; null when no subscription is recorded. */
  arr: z.array(z.strictObject({ amount: minorUnitsSchema, currency: currencySchema })).nullable(),
  /** The next day on which notice is in time for the last time; null when unknown. */
  optOutDeadline: calendarDateSchema.nullable(),
});
export type ChurnRiskIdentified = z.infer<typeof churnRiskIdentifiedSchema>;

/** Out: an account may be lost. */
export const churnRiskIdentifiedEventSchema = cloudEventSchema.extend({
  type: z.literal("churn.risk_identified"),
  time: instantSchema,
  data: churnRiskIdentifiedSchema,
});
