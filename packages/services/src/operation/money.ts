import { currencySchema, formatMoney } from "@cs/models";
import { z } from "zod";
import { detail } from "./detail.ts";

/** An amount as callers see it; one per currency, because currencies are never added. */
export const moneyOutput = z.strictObject({
  amount: z.int().describe("Minor units (cents)."),
  currency: currencySchema,
  text: z.string(),
});

/** The same in a list or a view, where concise answers show the text alone. */
export const briefMoneyOutput = z.strictObject({
  amount: detail(moneyOutput.shape.amount),
  currency: detail(currencySchema),
  text: z.string(),
});

export function money(amount: number, currency: string): z.infer<typeof moneyOutput> {
  return { amount, currency, text: formatMoney(amount, currency) };
}

/** Amounts by currency as a list in a fixed order. */
export function moneyList(byCurrency: Readonly<Record<string, number>>): z.infer<typeof moneyOutput>[] {
  return Object.entries(byCurrency)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amount]) => money(amount, currency));
}
