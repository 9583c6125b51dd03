import { analyzeHealthTrends } from "./analyze-health-trends.ts";
import { calculateHealthScore } from "./calculate-health-score.ts";

/** Operations on health and segmentation. */
export const healthOperations = [calculateHealthScore, analyzeHealthTrends] as const;
