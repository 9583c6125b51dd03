import { analyzeEngagementPatterns } from "./analyze-engagement-patterns.ts";
import { analyzeHealthTrends } from "./analyze-health-trends.ts";
import { calculateHealthScore } from "./calculate-health-score.ts";
import { generateHealthReports } from "./generate-health-reports.ts";
import { manageLifecycleStages } from "./manage-lifecycle-stages.ts";
import { segmentByValueTier } from "./segment-by-value-tier.ts";
import { segmentCustomers } from "./segment-customers.ts";
import { trackAdoptionMilestones } from "./track-adoption-milestones.ts";
import { trackFeatureAdoption } from "./track-feature-adoption.ts";
import { trackUsageEngagement } from "./track-usage-engagement.ts";

/** Operations on health and segmentation. */
export const healthOperations = [
  trackUsageEngagement,
  calculateHealthScore,
  segmentCustomers,
  trackFeatureAdoption,
  manageLifecycleStages,
  trackAdoptionMilestones,
  segmentByValueTier,
  analyzeEngagementPatterns,
  analyzeHealthTrends,
  generateHealthReports,
] as const;
