export { type AdoptionPoint, adoptionCurve } from "./adoption/adoption-curve.ts";
export { type TimeToAdopt, timeToAdopt } from "./adoption/time-to-adopt.ts";
export { type ActiveUserCounts, type ActiveUsers, activeUsers } from "./engagement/active-users.ts";
export { periodStart } from "./engagement/period.ts";
export {
  type Extent,
  extents,
  type UsagePeriod,
  type UsagePeriodsRequest,
  usagePeriods,
} from "./engagement/usage-periods.ts";
export { type UserCohort, userCohorts } from "./engagement/user-cohorts.ts";
export {
  type MilestoneQuestion,
  type MilestoneState,
  type MilestoneStatus,
  milestoneState,
  milestoneStatuses,
} from "./milestones/milestone-state.ts";
export { modifiedZ } from "./patterns/modified-z.ts";
export { type TimeProfile, timeProfile } from "./patterns/time-profile.ts";
export { type WeekOfUse, type WeekOutlier, type WeekOutliers, weekOutliers } from "./patterns/week-outliers.ts";
export { known, type Reading, unknown } from "./reading.ts";
export { kaplanMeier, type SurvivalStep, timeByWhich, type Watched } from "./survival/kaplan-meier.ts";
