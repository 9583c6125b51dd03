import { customerAccountSchema, customerProfileSchema } from "@cs/models";

/** The account as tools return it. */
export const accountOutput = customerAccountSchema;

const fields = customerProfileSchema.shape;

/** The fields of a profile as tools take them, each described once. */
export const profileInput = {
  clientName: fields.clientName.describe("Company name."),
  domains: fields.domains.describe("Mail domains of the company, as acme.example."),
  industry: fields.industry.describe("Industry; null when unknown."),
  country: fields.country.describe("Country; null when unknown."),
  planTier: fields.planTier.describe("Plan the company is on; null when unknown."),
  segment: fields.segment.describe("Size segment; null when unknown."),
  touchModel: fields.touchModel.describe("How closely the company is looked after; null when unknown."),
  csm: fields.csm.describe("Customer success manager in charge; null when nobody is."),
  lifecycleStage: fields.lifecycleStage.describe("Stage in the customer's life; null when unknown."),
  customerSince: fields.customerSince.describe("First day as a customer, YYYY-MM-DD; null when unknown."),
};
