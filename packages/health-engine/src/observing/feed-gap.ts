import { type AccountFacts, addDays, type FactKind } from "@cs/models";

/** A feed may end this many days before the as-of day: nightly imports pause over a week-end or a holiday. */
export const FEED_TOLERANCE_DAYS = 7;

const names: Record<FactKind, { readonly plural: string; readonly data: string }> = {
  customers: { plural: "customers", data: "customer data" },
  contacts: { plural: "contacts", data: "contact data" },
  contracts: { plural: "contracts", data: "contract data" },
  subscriptions: { plural: "subscriptions", data: "subscription data" },
  usage: { plural: "usage events", data: "usage data" },
  tickets: { plural: "support tickets", data: "support ticket data" },
  surveyResponses: { plural: "survey answers", data: "survey data" },
  invoices: { plural: "invoices", data: "invoice data" },
  churnEvents: { plural: "churn events", data: "churn data" },
};

/** Why the feeds of a measure cannot carry it on the as-of day; null when they can. The first needed kind at fault is named. */
export function feedGap(
  { asOf, coverage }: Pick<AccountFacts, "asOf" | "coverage">,
  { needs, windowDays }: { readonly needs: readonly FactKind[]; readonly windowDays: number | null },
): string | null {
  for (const kind of needs) {
    const covered = coverage[kind];
    if (!covered) return `no ${names[kind].plural} are connected`;
    if (covered.to < addDays(asOf, -FEED_TOLERANCE_DAYS)) return `${names[kind].data} ends ${covered.to}`;
    if (covered.from > asOf) return `${names[kind].data} starts ${covered.from}`;
    if (windowDays !== null && covered.from > addDays(asOf, 1 - windowDays)) {
      return `${names[kind].data} starts ${covered.from}, the ${windowDays} days are not covered`;
    }
  }
  return null;
}
