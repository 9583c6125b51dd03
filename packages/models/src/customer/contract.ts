import { z } from "zod";
import { addDays, type CalendarDate, calendarDateSchema } from "../values/calendar-date.ts";

export const contractTypes = ["subscription", "pilot", "services"] as const;
export const contractTypeSchema = z.enum(contractTypes);
export type ContractType = z.infer<typeof contractTypeSchema>;

/** A term with the customer. `endDate` is the renewal date: the first day that is not covered, null when open-ended. */
export const contractSchema = z.strictObject({
  type: contractTypeSchema,
  startDate: calendarDateSchema,
  endDate: calendarDateSchema.nullable(),
  noticeDays: z.int().min(0).max(730).nullable(),
  autoRenew: z.boolean().nullable(),
});
export type Contract = z.infer<typeof contractSchema>;

/** The last day on which notice is in time: renewal date minus notice days. Null when either is unknown. */
export function optOutDeadline(contract: Pick<Contract, "endDate" | "noticeDays">): CalendarDate | null {
  if (contract.endDate === null || contract.noticeDays === null) return null;
  return addDays(contract.endDate, -contract.noticeDays);
}
