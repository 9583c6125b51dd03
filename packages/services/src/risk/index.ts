import { identifyChurnRisk } from "./identify-churn-risk.ts";

/** Operations on retention and risk. */
export const riskOperations = [identifyChurnRisk] as const;
