import { churnSavePlan } from "./churn-save-plan.ts";
import { morningBriefing } from "./morning-briefing.ts";
import { portfolioReview } from "./portfolio-review.ts";
import type { Prompt } from "./prompt.ts";
import { qbrPreparation } from "./qbr-preparation.ts";
import { renewalPreparation } from "./renewal-preparation.ts";

/** Every prompt, in the order in which they are listed. */
export const prompts: readonly Prompt[] = [
  morningBriefing,
  qbrPreparation,
  churnSavePlan,
  renewalPreparation,
  portfolioReview,
];
