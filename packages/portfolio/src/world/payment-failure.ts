import { parameters } from "../parameters.ts";
import { RandomStream } from "../random/random-stream.ts";
import type { AccountHistory } from "./account-history.ts";
import type { AccountIdentity } from "./account-identity.ts";
import { addMonths } from "./months.ts";

/** An invoice that is never paid, by its day of issue, and the first day without service. Day numbers. */
export interface PaymentFailure {
  readonly unpaidInvoiceOn: number;
  readonly effectiveOn: number;
}

/** The first failure of the history, or null. Health does not enter. */
export function paymentFailure({ options, index, identity, health }: AccountHistory): PaymentFailure | null {
  const random = new RandomStream({ seed: options.seed, account: index, name: "payment-failure" });
  const risk = paymentFailureProbability(identity);
  for (let period = 0; ; period += 1) {
    const unpaidInvoiceOn = addMonths(identity.since, period * identity.billingMonths);
    if (unpaidInvoiceOn > options.lastDay) return null;
    if (unpaidInvoiceOn < health.from) continue;
    if (!random.chance(risk)) continue;
    const effectiveOn = unpaidInvoiceOn + identity.paymentDays + parameters.departure.dunningDays;
    return { unpaidInvoiceOn, effectiveOn };
  }
}

/** Chance of one invoice never to be paid: the same per year, however the account is billed. */
export function paymentFailureProbability({ billingMonths }: Pick<AccountIdentity, "billingMonths">): number {
  return (parameters.departure.involuntaryPerYear * billingMonths) / 12;
}
