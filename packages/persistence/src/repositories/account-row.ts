import { type CustomerAccount, type CustomerProfile, customerAccountSchema, type ExternalRef } from "@cs/models";
import type { Selectable } from "kysely";
import type { AccountTable } from "../schema/tables.ts";

/** The columns of a profile. */
export function profileColumns(profile: CustomerProfile) {
  return {
    client_name: profile.clientName,
    domains: profile.domains,
    industry: profile.industry,
    country: profile.country,
    plan_tier: profile.planTier,
    segment: profile.segment,
    touch_model: profile.touchModel,
    csm: profile.csm,
    lifecycle_stage: profile.lifecycleStage,
    customer_since: profile.customerSince,
  };
}

/** An account from its row; parsed, so that a row no schema allows is found here and not by a caller. */
export function accountOfRow(row: Selectable<AccountTable>, externalRefs: ExternalRef[]): CustomerAccount {
  return customerAccountSchema.parse({
    clientId: row.client_id,
    clientName: row.client_name,
    domains: row.domains,
    industry: row.industry,
    country: row.country,
    planTier: row.plan_tier,
    segment: row.segment,
    touchModel: row.touch_model,
    csm: row.csm,
    lifecycleStage: row.lifecycle_stage,
    customerSince: row.customer_since,
    externalRefs,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  });
}
