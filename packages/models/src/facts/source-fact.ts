import type { z } from "zod";
import { churnEventSchema } from "../customer/churn-event.ts";
import { contactSchema } from "../customer/contact.ts";
import { contractSchema } from "../customer/contract.ts";
import { customerProfileSchema } from "../customer/customer-account.ts";
import { invoiceSchema } from "../customer/invoice.ts";
import { subscriptionLineSchema } from "../customer/subscription-line.ts";
import { surveyResponseSchema } from "../feedback/survey-response.ts";
import { supportTicketSchema } from "../support/support-ticket.ts";
import { usageEventSchema } from "../usage/usage-event.ts";
import { externalIdSchema } from "../values/source.ts";

const own = { externalId: externalIdSchema };
/** `customer` is the external id of the account in the same source. */
const ownAndCustomer = { ...own, customer: externalIdSchema };

/**
 * What a source delivers, one schema per kind: the entity, its id in the source and the account it belongs to.
 * Import files, adapters and the synthetic portfolio all produce these.
 */
export const sourceFactSchemas = {
  customers: customerProfileSchema.extend(own),
  contacts: contactSchema.extend(ownAndCustomer),
  contracts: contractSchema.extend(ownAndCustomer),
  subscriptions: subscriptionLineSchema.extend(ownAndCustomer),
  usage: usageEventSchema.extend({
    ...own,
    customer: externalIdSchema.nullable(),
    /** External id of the subscription; stands in for `customer` in sources that know only the subscription. */
    subscription: externalIdSchema.nullable(),
  }),
  tickets: supportTicketSchema.safeExtend(ownAndCustomer),
  surveyResponses: surveyResponseSchema.safeExtend(ownAndCustomer),
  invoices: invoiceSchema.extend(ownAndCustomer),
  churnEvents: churnEventSchema.safeExtend(ownAndCustomer),
} as const;

/** The kinds of fact, in the order in which they can be written: accounts first, then what points at them. */
export const factKinds = [
  "customers",
  "contacts",
  "contracts",
  "subscriptions",
  "usage",
  "tickets",
  "surveyResponses",
  "invoices",
  "churnEvents",
] as const satisfies readonly (keyof typeof sourceFactSchemas)[];

export type FactKind = (typeof factKinds)[number];

export type SourceFact<Kind extends FactKind> = z.infer<(typeof sourceFactSchemas)[Kind]>;

/** A fact together with its kind, as a stream of mixed facts carries it. */
export type TaggedFact = { [Kind in FactKind]: { readonly kind: Kind; readonly fact: SourceFact<Kind> } }[FactKind];
