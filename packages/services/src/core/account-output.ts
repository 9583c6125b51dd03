import { customerAccountSchema } from "@cs/models";
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
