import { customerAccountSchema, customerProfileSchema } from "@cs/models";
import { detail } from "../operation/detail.ts";

/** The account as tools return it. */
export const accountOutput = customerAccountSchema;

const account = customerAccountSchema.shape;

/** The account in a view that shows more than the account. */
export const overviewAccountOutput = customerAccountSchema.extend({
  domains: detail(account.domains),
  industry: detail(account.industry),
  country: detail(account.country),
  touchModel: detail(account.touchModel),
  customerSince: detail(account.customerSince),
  externalRefs: detail(account.externalRefs),
  createdAt: detail(account.createdAt),
  updatedAt: detail(account.updatedAt),
});

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
