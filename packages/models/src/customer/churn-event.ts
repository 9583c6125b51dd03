import { z } from "zod";
import { calendarDateSchema } from "../values/calendar-date.ts";
import { customerText } from "../values/customer-text.ts";
import { text } from "../values/text.ts";

export const churnTypes = ["full", "non_renewal", "downgrade", "seat_reduction", "involuntary"] as const;
export const churnReasons = [
  "no_decision",
  "deprioritised",
  "budget_freeze",
  "orphaned_renewal",
  "lack_of_adoption",
  "product_value_gap",
  "product_quality",
  "sponsor_loss",
  "budget_loss",
  "corporate_decision",
  "competitive_displacement",
  "involuntary",
  "other",
] as const;

export const churnTypeSchema = z.enum(churnTypes);
export const churnReasonSchema = z.enum(churnReasons);
export type ChurnType = z.infer<typeof churnTypeSchema>;
export type ChurnReason = z.infer<typeof churnReasonSchema>;

/** A loss, whole or in part. `decisionDate` is when the customer decided; at least one of the three dates is known. */
export const churnEventSchema = z
  .strictObject({
    noticeDate: calendarDateSchema.nullable(),
    decisionDate: calendarDateSchema.nullable(),
    effectiveDate: calendarDateSchema.nullable(),
    type: churnTypeSchema.nullable(),
    reason: churnReasonSchema.nullable(),
    note: customerText(text(4000)).nullable(),
  })
  .refine((event) => event.noticeDate ?? event.decisionDate ?? event.effectiveDate, {
    path: ["effectiveDate"],
    message: "needs at least one of noticeDate, decisionDate, effectiveDate",
  });
export type ChurnEvent = z.infer<typeof churnEventSchema>;
