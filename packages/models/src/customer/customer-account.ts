import { z } from "zod";
import { calendarDateSchema } from "../values/calendar-date.ts";
import { instantSchema } from "../values/instant.ts";
import { text } from "../values/text.ts";
import { externalRefSchema } from "./external-ref.ts";

export const planTiers = ["starter", "standard", "professional", "enterprise"] as const;
export const segments = ["enterprise", "mid_market", "smb", "startup"] as const;
export const touchModels = ["high", "mid", "low", "digital"] as const;

/** Where an account stands in its life; being at risk is a state of health, not a stage. */
export const lifecycleStages = [
  "onboarding",
  "adoption",
  "value_realization",
  "growth",
  "renewal",
  "churned",
  "won_back",
] as const;

export const planTierSchema = z.enum(planTiers);
export const segmentSchema = z.enum(segments);
export const touchModelSchema = z.enum(touchModels);
export const lifecycleStageSchema = z.enum(lifecycleStages);

export type PlanTier = z.infer<typeof planTierSchema>;
export type Segment = z.infer<typeof segmentSchema>;
export type TouchModel = z.infer<typeof touchModelSchema>;
export type LifecycleStage = z.infer<typeof lifecycleStageSchema>;

/** Opaque id of an account: `cs_` and 26 characters that sort by creation time. */
export const clientIdSchema = z.string().regex(/^cs_[0-9a-z]{26}$/, "must be a client id such as cs_01jd…");
export type ClientId = z.infer<typeof clientIdSchema>;

/** A DNS name without scheme or path, lower-cased: `acme.example`. */
export const domainSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    "must be a domain such as acme.example",
  );

/** What is known of an account apart from its facts. Unknown attributes are null. */
export const customerProfileSchema = z.strictObject({
  clientName: text(200),
  domains: z.array(domainSchema).max(20),
  industry: text(100).nullable(),
  country: text(60).nullable(),
  planTier: planTierSchema.nullable(),
  segment: segmentSchema.nullable(),
  touchModel: touchModelSchema.nullable(),
  csm: text(200).nullable(),
  lifecycleStage: lifecycleStageSchema.nullable(),
  customerSince: calendarDateSchema.nullable(),
});
export type CustomerProfile = z.infer<typeof customerProfileSchema>;

/** A customer of the tenant. `version` grows by one with every change and guards against lost updates. */
export const customerAccountSchema = customerProfileSchema.extend({
  clientId: clientIdSchema,
  externalRefs: z.array(externalRefSchema),
  version: z.int().positive(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type CustomerAccount = z.infer<typeof customerAccountSchema>;
