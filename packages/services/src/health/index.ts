import { analyzeEngagementPatterns } from "./analyze-engagement-patterns.ts";
import { analyzeHealthTrends } from "./analyze-health-trends.ts";
import { calculateHealthScore } from "./calculate-health-score.ts";
import { segmentCustomers } from "./segment-customers.ts";
import { trackFeatureAdoption } from "./track-feature-adoption.ts";
import { trackUsageEngagement } from "./track-usage-engagement.ts";

/** Operations on health and segmentation. */
export const healthOperations = [
  trackUsageEngagement,
  calculateHealthScore,
  segmentCustomers,
  trackFeatureAdoption,
  analyzeEngagementPatterns,
  analyzeHealthTrends,
] as const;
