export { type MailEvent, type MailEventKind, mailEventKinds } from "./communication/mail-event.ts";
export { type MessageCategory, type MessageState, messageCategories, messageStates } from "./communication/message.ts";
export {
  type MailPermission,
  type Suppression,
  type SuppressionReason,
  type SuppressionScope,
  suppressionReasons,
  suppressionScopes,
} from "./communication/permission.ts";
export {
  type ChurnEvent,
  type ChurnReason,
  type ChurnType,
  churnEventSchema,
  churnReasonSchema,
  churnReasons,
  churnTypeSchema,
  churnTypes,
} from "./customer/churn-event.ts";
export {
  type Contact,
  type ContactRole,
  contactRoleSchema,
  contactRoles,
  contactSchema,
  emailSchema,
} from "./customer/contact.ts";
export {
  type Contract,
  type ContractType,
  contractSchema,
  contractTypeSchema,
  contractTypes,
  optOutDeadline,
} from "./customer/contract.ts";
export {
  type ClientId,
  type CustomerAccount,
  type CustomerProfile,
  clientIdSchema,
  customerAccountSchema,
  customerProfileSchema,
  domainSchema,
  type LifecycleStage,
  lifecycleStageSchema,
  lifecycleStages,
  type PlanTier,
  planTierSchema,
  planTiers,
  type Segment,
  segmentSchema,
  segments,
  type TouchModel,
  touchModelSchema,
  touchModels,
} from "./customer/customer-account.ts";
export { type ExternalRef, externalRefSchema } from "./customer/external-ref.ts";
export {
  type Invoice,
  type InvoiceStatus,
  invoiceSchema,
  invoiceStatuses,
  invoiceStatusSchema,
} from "./customer/invoice.ts";
export { type SubscriptionLine, subscriptionLineSchema } from "./customer/subscription-line.ts";
export { type TimelineEvent, type TimelineEventType, timelineEventTypes } from "./customer/timeline-event.ts";
export { ConfigurationError } from "./errors/configuration-error.ts";
export { ConflictError } from "./errors/conflict-error.ts";
export { CsError, type CsErrorCode, type CsErrorDetails } from "./errors/cs-error.ts";
export { ForbiddenError } from "./errors/forbidden-error.ts";
export {
  IntegrationError,
  type IntegrationErrorDetails,
  type IntegrationFailure,
} from "./errors/integration-error.ts";
export { InvalidInputError } from "./errors/invalid-input-error.ts";
export { NotFoundError } from "./errors/not-found-error.ts";
export { PersistenceError } from "./errors/persistence-error.ts";
export { UnknownOutcomeError } from "./errors/unknown-outcome-error.ts";
export {
  type ChurnRiskIdentified,
  churnRiskIdentifiedEventSchema,
  churnRiskIdentifiedSchema,
} from "./events/churn-risk-identified.ts";
export { type CloudEvent, cloudEventSchema } from "./events/cloud-event.ts";
export {
  type DealClosed,
  type DealClosedEvent,
  dealClosedEventSchema,
  dealClosedSchema,
} from "./events/deal-closed.ts";
export type {
  AccountFacts,
  ChurnFactRow,
  ContactFactRow,
  ContractFactRow,
  Coverage,
  CoverageByKind,
  InvoiceFactRow,
  SubscriptionFactRow,
  SurveyFactRow,
  TicketFactRow,
  UsageDay,
} from "./facts/account-facts.ts";
export {
  type ChampionUse,
  type CohortRow,
  type EngagementDay,
  type EngagementFacts,
  type Grain,
  grains,
  type HourOfUse,
} from "./facts/engagement-facts.ts";
export type { AdoptionWait, FeatureFacts, FeatureUse, FirstUse } from "./facts/feature-facts.ts";
export { type FactKind, factKinds, type SourceFact, sourceFactSchemas, type TaggedFact } from "./facts/source-fact.ts";
export {
  type SurveyKind,
  type SurveyResponse,
  surveyKindSchema,
  surveyKinds,
  surveyResponseSchema,
  surveyScales,
} from "./feedback/survey-response.ts";
export {
  type AppliedOverride,
  type CapFired,
  type CapUndecided,
  type ContributionStatus,
  type HealthBand,
  type HealthScore,
  type HealthSnapshot,
  healthBands,
  type MeasureContribution,
  type MeasureObservation,
  type MeasureObservations,
  type ScoreBand,
  scoreBands,
} from "./health/health-score.ts";
export { type Normaliser, type PercentileReference, percentileReferenceSchema } from "./health/normaliser.ts";
export { type ScoreOverride, scoreOverrideSchema } from "./health/score-override.ts";
export {
  type BandThresholds,
  type Cap,
  type CapCondition,
  type Direction,
  directions,
  type NullPolicy,
  nullPolicies,
  type Scorecard,
  type ScorecardGroup,
  type ScorecardMeasure,
  scorecardSchema,
} from "./health/scorecard.ts";
export { type ScorecardRule, type ScorecardRules, scorecardRulesSchema } from "./health/scorecard-rules.ts";
export type { SnapshotInputs } from "./health/snapshot-inputs.ts";
export {
  type ChurnHorizon,
  type ChurnModelKind,
  type ChurnModelRun,
  type ChurnPrediction,
  churnHorizons,
  churnModelKinds,
  type RiskEvidence,
  type TrainedHorizon,
} from "./risk/churn-model.ts";
export { type RiskEntry, type RiskLevel, type RiskStatus, riskLevels, riskStatuses } from "./risk/risk-entry.ts";
export type { ClusterModel, FeatureScale } from "./segments/cluster-model.ts";
export { type SegmentDefinition, type SegmentMethod, segmentMethods } from "./segments/segment-definition.ts";
export type { MissingFactCount, SegmentEvaluation, SegmentGroup } from "./segments/segment-evaluation.ts";
export {
  type SegmentCondition,
  type SegmentOperator,
  type SegmentRule,
  segmentOperators,
} from "./segments/segment-rule.ts";
export type { ValueTier } from "./segments/value-tier.ts";
export {
  type SupportTicket,
  supportTicketSchema,
  type TicketPriority,
  type TicketStatus,
  ticketPriorities,
  ticketPrioritySchema,
  ticketStatuses,
  ticketStatusSchema,
} from "./support/support-ticket.ts";
export {
  type CommentAuthor,
  commentAuthors,
  type RemoteSide,
  type TicketComment,
  type TicketEvent,
  type TicketEventType,
  type TicketField,
  type TicketFields,
  type TicketRef,
  ticketEventTypes,
  ticketFields,
} from "./support/ticket-log.ts";
export { type Milestone, type MilestoneKind, milestoneKinds, milestoneSchema } from "./usage/milestone.ts";
export { type UsageEvent, usageEventSchema } from "./usage/usage-event.ts";
export {
  addDays,
  type CalendarDate,
  calendarDateIn,
  calendarDateSchema,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
} from "./values/calendar-date.ts";
export { customerText, isCustomerText } from "./values/customer-text.ts";
export { deepFreeze } from "./values/deep-freeze.ts";
export { type Instant, instantSchema } from "./values/instant.ts";
export {
  type Currency,
  currencyDigits,
  currencySchema,
  formatMoney,
  minorUnitsOf,
  minorUnitsSchema,
} from "./values/money.ts";
export { known, type Reading, unknown } from "./values/reading.ts";
export { type Scope, scopeSchema, scopes } from "./values/scope.ts";
export { seededNumbers } from "./values/seeded-numbers.ts";
export { externalIdSchema, type Source, sourceSchema } from "./values/source.ts";
export { text } from "./values/text.ts";
export { type Vendor, vendors } from "./values/vendor.ts";
export { visibleLine, visibleText } from "./values/visible-text.ts";
