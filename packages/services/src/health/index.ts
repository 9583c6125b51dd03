import { calculateHealthScore } from "./calculate-health-score.ts";

/** Operations on health and segmentation. */
export const healthOperations = [calculateHealthScore] as const;
