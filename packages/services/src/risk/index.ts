import { identifyChurnRisk } from "./identify-churn-risk.ts";
import { scoreRiskFactors } from "./score-risk-factors.ts";

/** Operations on retention and risk. */
export const riskOperations = [identifyChurnRisk, scoreRiskFactors] as const;
