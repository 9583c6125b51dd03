import { scoreRiskFactors } from "./score-risk-factors.ts";

/** Operations on retention and risk. */
export const riskOperations = [scoreRiskFactors] as const;
