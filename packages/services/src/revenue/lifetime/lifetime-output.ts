import { z } from "zod";
import { moneyOutput } from "../../operation/money.ts";
import { reading } from "../../operation/reading-output.ts";
import { lifetimeVariants } from "./lifetime-input.ts";

const share = z.number().min(0).max(1);

/** What `optimize_customer_lifetime_value` answers. Amounts of several currencies are never added. */
export const lifetimeOutput = z.strictObject({
  variant: z.enum(lifetimeVariants),
  asOf: z.string(),
  customers: z.int().describe("Of the day, that are valued."),
  reason: z.string().nullable().describe("Why there are no values."),
  retention: z
    .strictObject({
      watchedFrom: z.string(),
      watchedUntil: z.string(),
      renewals: z.int().describe("Yearly renewals that were watched."),
      lost: z.int(),
      rate: share.nullable().describe("Of all renewals."),
      alpha: z.number().nullable().describe("Shifted beta-geometric model; null without one."),
      beta: z.number().nullable(),
      byRenewal: z.array(
        z.strictObject({
          renewal: z.int(),
          atRisk: z.int(),
          lost: z.int(),
          rate: share.nullable(),
          modelled: share.nullable(),
        }),
      ),
    })
    .nullable(),
  values: z
    .array(
      z.strictObject({
        currency: z.string(),
        accounts: z.int(),
        arr: moneyOutput,
        lifetimeValue: moneyOutput.describe("Of all, from their next renewals on."),
        low: moneyOutput.nullable().describe("95 % interval."),
        high: moneyOutput.nullable(),
        perAccount: moneyOutput,
        simple: reading.describe("margin x ARR / (discount + churn - growth), minor units: one churn rate for all."),
        newCustomerAtLeast: reading.describe("Of a new average customer within the years watched, minor units."),
      }),
    )
    .describe("By currency."),
  levers: z
    .array(
      z.strictObject({
        currency: z.string(),
        lever: z.enum(["retention", "expansion", "margin"]),
        worth: moneyOutput.describe("What one point more is worth."),
        share: z.number().describe("Of the lifetime value."),
      }),
    )
    .describe("Best first."),
  sensitivity: z.array(
    z.strictObject({
      currency: z.string(),
      assumption: z.enum(["margin", "discount", "retention"]),
      change: z.number(),
      lifetimeValue: moneyOutput,
      share: z.number().describe("Of the lifetime value."),
    }),
  ),
  assumptions: z.array(z.string()),
});
export type LifetimeAnswer = z.infer<typeof lifetimeOutput>;
