import { customerAccountSchema, customerProfileSchema } from "@cs/models";

/** The account as tools return it. */
export const accountOutput = customerAccountSchema;

const fields = customerProfileSchema.shape;

/** The fields of a profile as tools take them, each described once. */
export const profileInput = {
  clientName: fields.clientName.describe("Company name."),
  domains: fields.domains.describe("Mail domains, as acme.example."),
  industry: fields.industry.describe("Industry."),
  country: fields.country.describe("Country."),
  planTier: fields.planTier.describe("Plan."),
  segment: fields.segment.describe("Size."),
  touchModel: fields.touchModel.describe("How closely it is looked after."),
  csm: fields.csm.describe("Customer success manager."),
  lifecycleStage: fields.lifecycleStage.describe("Stage."),
  customerSince: fields.customerSince.describe("First day, YYYY-MM-DD."),
};
