import { z } from "zod";
import { lifecycleStageSchema, segmentSchema } from "../customer/customer-account.ts";
import { identifierSchema } from "./identifier.ts";

/** Which accounts a scorecard is for. A condition that is absent holds for every account, unknown attributes included. */
export const scorecardRuleSchema = z.strictObject({
  /** Holds for accounts of one of these segments. */
  segments: z.array(segmentSchema).min(1).optional(),
  /** Holds for accounts in one of these lifecycle stages. */
  lifecycleStages: z.array(lifecycleStageSchema).min(1).optional(),
  scorecardId: identifierSchema,
});
export type ScorecardRule = z.infer<typeof scorecardRuleSchema>;

/** Rules in order: the first that holds decides. The last has no conditions and is the default. */
export const scorecardRulesSchema = z.array(scorecardRuleSchema).min(1).max(100);
export type ScorecardRules = z.infer<typeof scorecardRulesSchema>;
