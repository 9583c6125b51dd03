import { churnSavePlan } from "./churn-save-plan.ts";
import { morningBriefing } from "./morning-briefing.ts";
import { onboardingKickOff } from "./onboarding-kick-off.ts";
import { portfolioReview } from "./portfolio-review.ts";
import type { Prompt } from "./prompt.ts";
import { qbrPreparation } from "./qbr-preparation.ts";
import { renewalPreparation } from "./renewal-preparation.ts";
import { voiceOfCustomerDigest } from "./voice-of-customer-digest.ts";

/** Every prompt, in the order in which they are listed. */
export const prompts: readonly Prompt[] = [
  morningBriefing,
  qbrPreparation,
  churnSavePlan,
  renewalPreparation,
  onboardingKickOff,
  voiceOfCustomerDigest,
  portfolioReview,
];
