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
export { type CoveredAccount, type CsmLoad, csmLoads } from "./segments/csm-loads.ts";
export type { FactReading, MissingFact, ReadFact } from "./segments/fact-reading.ts";
export { fillTiers, type ValuedAccount } from "./segments/fill-tiers.ts";
export { type Judgement, judgeRule } from "./segments/judge-rule.ts";
export { type ClusterFit, clusterOf, fitClusters, type KMeansOptions } from "./segments/k-means.ts";
export { type RfmGroup, type RfmScore, type RfmValues, rfm, rfmGroups } from "./segments/rfm.ts";
export type { BusinessCalendar, Shift } from "./support/business-calendar.ts";
export { type BusinessHours, businessHours } from "./support/business-hours.ts";
export {
  readSlaClock,
  type SlaClockEvent,
  type SlaQuestion,
  type SlaReading,
  type SlaState,
  slaStates,
} from "./support/sla-clock.ts";
export { defaultBusinessCalendar, defaultSlaPolicy, type SlaPolicy, type SlaTargets } from "./support/sla-policy.ts";
export { type WallClock, wallClock } from "./support/wall-clock.ts";
export { kaplanMeier, type SurvivalStep, timeByWhich, type Watched } from "./survival/kaplan-meier.ts";
