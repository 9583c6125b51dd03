import { dateOfDayNumber, type InvoiceStatus, type SourceFact } from "@cs/models";
import { parameters } from "../parameters.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { type AccountWorld, streamOf } from "../world/account-world.ts";
import { healthOn } from "../world/latent-health.ts";
import { addMonths } from "../world/months.ts";
import { linesOn } from "../world/subscription-history.ts";

/** Bills of the history, in advance for each billing period, mostly paid on time; empty when no source delivers them. */
export function invoiceFacts(world: AccountWorld): SourceFact<"invoices">[] {
  const { identity, from, until, options, subscriptions } = world;
  if (identity.missingSources.includes("invoices")) return [];
  const { externalId, since, billingMonths, paymentDays, currency } = identity;
  const random = streamOf(world, "invoices");
  const facts: SourceFact<"invoices">[] = [];
  for (let period = 0; ; period += 1) {
    const issued = addMonths(since, period * billingMonths);
    if (issued >= until) return facts;
    if (issued < from) continue;
    const due = issued + paymentDays;
    const yearly = linesOn(subscriptions.lines, issued).reduce((sum, line) => sum + line.arr, 0);
    const { paid, disputed } = payment(world, random, { issued, due });
    facts.push({
      externalId: `${externalId}-inv-${period + 1}`,
      customer: externalId,
      issuedOn: dateOfDayNumber(issued),
      dueOn: dateOfDayNumber(due),
      paidOn: paid === null ? null : dateOfDayNumber(paid),
      amount: Math.round((yearly * billingMonths) / 12),
      currency,
      status: status({ due, paid, disputed, today: options.lastDay }),
    });
  }
}

interface Payment {
  /** Null when not paid by the end of the account or of the history. */
  readonly paid: number | null;
  readonly disputed: boolean;
}

function payment(world: AccountWorld, random: RandomStream, bill: { issued: number; due: number }): Payment {
  const { departure, health, until, churned } = world;
  const { paidEarlyDays, lateBase, lateSlope, lateDays, unpaid, disputedShare } = parameters.invoices;
  const late = random.chance(lateBase + lateSlope * (1 - healthOn(health, bill.issued)));
  const lateBy = random.integer(lateDays[0], lateDays[1]);
  const early = random.integer(0, paidEarlyDays);
  const never = random.chance(unpaid);
  const disputed = random.chance(disputedShare);
  if (departure?.type === "involuntary" && bill.issued >= departure.unpaidInvoiceOn) {
    return { paid: null, disputed: false };
  }
  if (never) return { paid: null, disputed };
  const intended = late ? bill.due + lateBy : bill.due - early;
  // Who leaves on good terms settles what is open on the last day.
  const paid = churned ? Math.min(intended, until - 1) : intended;
  return { paid: paid < until ? Math.max(paid, bill.issued) : null, disputed: false };
}

function status(bill: Payment & { readonly due: number; readonly today: number }): InvoiceStatus {
  if (bill.paid !== null) return "paid";
  if (bill.disputed) return "disputed";
  if (bill.due >= bill.today) return "open";
  return bill.today - bill.due > parameters.invoices.uncollectibleAfterDays ? "uncollectible" : "overdue";
}
