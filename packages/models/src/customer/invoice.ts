import { z } from "zod";
import { calendarDateSchema } from "../values/calendar-date.ts";
import { currencySchema, minorUnitsSchema } from "../values/money.ts";

export const invoiceStatuses = ["open", "paid", "overdue", "disputed", "uncollectible"] as const;
export const invoiceStatusSchema = z.enum(invoiceStatuses);
export type InvoiceStatus = z.infer<typeof invoiceStatusSchema>;

/** A bill. Whether it was overdue on a past day follows from `dueOn` and `paidOn`, not from `status`. */
export const invoiceSchema = z.strictObject({
  issuedOn: calendarDateSchema,
  dueOn: calendarDateSchema,
  paidOn: calendarDateSchema.nullable(),
  amount: minorUnitsSchema,
  currency: currencySchema,
  status: invoiceStatusSchema,
});
export type Invoice = z.infer<typeof invoiceSchema>;
