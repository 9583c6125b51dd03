import { contactSchema, contractSchema, externalRefSchema, subscriptionLineSchema } from "@cs/models";
import { z } from "zod";

const contract = contractSchema.shape;
const line = subscriptionLineSchema.shape;
const contact = contactSchema.shape;
const ref = externalRefSchema.shape;

/** A contract term as somebody enters it. */
export const contractInput = z.strictObject({
  startDate: contract.startDate.describe("YYYY-MM-DD."),
  endDate: contract.endDate.default(null).describe("Renewal date: first day not covered."),
  noticeDays: contract.noticeDays.default(null).describe("Notice period."),
  autoRenew: contract.autoRenew.default(null).describe("Renews by itself."),
});

/** A product bought as somebody enters it. */
export const subscriptionInput = z.strictObject({
  product: line.product.describe("Name."),
  startDate: line.startDate.describe("YYYY-MM-DD."),
  seats: line.seats.default(null).describe("Number."),
  arr: line.arr.describe("Cents a year."),
  currency: line.currency.describe("As USD."),
});

/** A person at the company as somebody enters them. */
export const contactInput = z.strictObject({
  fullName: contact.fullName.describe("Name."),
  email: contact.email.default(null).describe("Address."),
  title: contact.title.default(null).describe("Job."),
  roles: contact.roles.default([]).describe("Roles."),
});

/** The company's id in another system as somebody enters it. */
export const refInput = z.strictObject({
  source: ref.source.describe("System, as salesforce."),
  externalId: ref.externalId.describe("Its id there."),
});
