export { type BatchInput, NO_DAY, type ObservationColumn } from "./batch/batch-input.ts";
export { batchInputHash } from "./batch/batch-input-hash.ts";
export type { BatchExplanation, BatchScores } from "./batch/batch-scores.ts";
export { scoreBatch } from "./batch/score-batch.ts";
export type { Actionable } from "./explaining/actionable.ts";
export { type Counterfactual, type CounterfactualChange, counterfactual } from "./explaining/counterfactual.ts";
export { explainChange } from "./explaining/explain-change.ts";
export {
  type MigratingAccount,
  type MigrationPreview,
  type MigrationPreviewer,
  type Mover,
  migrationPreviewer,
  previewMigration,
} from "./explaining/preview-migration.ts";
export { type Replay, type ReplayInput, replay } from "./explaining/replay.ts";
export { type ChangeFactor, changeFactors, type MeasureChange, type ScoreChange } from "./explaining/score-change.ts";
export {
  type MeasureSensitivity,
  type ScoreRange,
  type Sensitivity,
  type SensitivityOptions,
  sensitivity,
} from "./explaining/sensitivity.ts";
export { type WhatIf, whatIf } from "./explaining/what-if.ts";
export { type MeasureId, measureIds, measures } from "./measures/index.ts";
export { daysWithout } from "./observing/days-without.ts";
export {
  defineMeasure,
  type MeasureDefinition,
  type MeasureSource,
  type MeasureUnit,
} from "./observing/define-measure.ts";
export { feedGap } from "./observing/feed-gap.ts";
export { observe, observeMeasure } from "./observing/observe.ts";
export { defaultScorecard } from "./scorecards/default-scorecard.ts";
export { type ParseScorecardOptions, parseScorecard } from "./scorecards/parse-scorecard.ts";
export { parseScorecardRules } from "./scorecards/parse-scorecard-rules.ts";
export { resolveScorecard, type ScorecardAudience } from "./scorecards/resolve-scorecard.ts";
export { bandOf } from "./scoring/band-of.ts";
export { type CompiledScorecard, compileScorecard } from "./scoring/compile-scorecard.ts";
export { type CompiledScoreInput, type ScoreInput, score } from "./scoring/score.ts";
export type { PortfolioDay, Standing } from "./trend/alert-history.ts";
export { type Alert, type AlertCondition, alerts, type DataIncident, type IncidentLimits } from "./trend/alerts.ts";
export { type BandMatrix, bandMigration } from "./trend/band-migration.ts";
export { type DailyMean, dailyMeans, type PortfolioSeries } from "./trend/daily-means.ts";
export { type Forecast, forecast } from "./trend/forecast.ts";
export { type Trend, type TrendDirection, type TrendOptions, trend } from "./trend/trend.ts";
export type { TrendPoint } from "./trend/trend-point.ts";
