import {
  contactSchema,
  contractSchema,
  customerProfileSchema,
  externalRefSchema,
  subscriptionLineSchema,
} from "@cs/models";
import { z } from "zod";

const profile = customerProfileSchema.shape;
const contract = contractSchema.shape;
const line = subscriptionLineSchema.shape;
const contact = contactSchema.shape;
const ref = externalRefSchema.shape;

/** What somebody enters of the company itself. */
export const profileInput = {
  clientName: profile.clientName.describe("Company name."),
  domains: profile.domains.default([]).describe("Mail domains."),
  industry: profile.industry.default(null).describe("Industry."),
  planTier: profile.planTier.default(null).describe("Plan."),
  segment: profile.segment.default(null).describe("Size."),
  csm: profile.csm.default(null).describe("Customer success manager."),
  customerSince: profile.customerSince.default(null).describe("YYYY-MM-DD."),
};

/** A contract term as somebody enters it. */
export const contractInput = z.strictObject({
  startDate: contract.startDate,
  endDate: contract.endDate.default(null).describe("Renewal: first day not covered."),
  noticeDays: contract.noticeDays.default(null),
  autoRenew: contract.autoRenew.default(null),
});

/** A product bought as somebody enters it. */
export const subscriptionInput = z.strictObject({
  product: line.product,
  startDate: line.startDate,
  seats: line.seats.default(null),
  arr: line.arr.describe("Cents a year."),
  currency: line.currency,
});

/** A person at the company as somebody enters them. */
export const contactInput = z.strictObject({
  fullName: contact.fullName,
  email: contact.email.default(null),
  title: contact.title.default(null),
  roles: contact.roles.default([]),
});

/** The company's id in another system as somebody enters it. */
export const refInput = z.strictObject({
  source: ref.source.describe("As salesforce."),
  externalId: ref.externalId,
});
