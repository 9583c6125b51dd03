export { type BacktestRequest, backtest, type LeadReport } from "./backtest/backtest.ts";
export { type DriftReport, type FeatureDrift, featureDrift } from "./backtest/feature-drift.ts";
export type { Decision, History, Snapshot } from "./backtest/history.ts";
export type { LabelledSnapshot } from "./backtest/label-snapshots.ts";
export type { LeakSuspect } from "./backtest/leak-suspects.ts";
export type { Measured } from "./backtest/measured.ts";
export type { ProbabilityReport } from "./backtest/probability-report.ts";
export type { Scorer, Scoring } from "./backtest/scorer.ts";
export type { ScorerReport } from "./backtest/scorer-report.ts";
export { columnScorer, equalWeights, modelScorer, type RiskDirection } from "./backtest/scorers.ts";
export { type TrainedModel, type TrainRequest, trainModel } from "./backtest/train-model.ts";
export type { BoostedModel } from "./boosting/boosted-model.ts";
export type { BoostingOptions } from "./boosting/boosting-options.ts";
export { fitGradientBoosting } from "./boosting/fit-gradient-boosting.ts";
export { type Calibration, calibrate, parseCalibration } from "./calibration/calibration.ts";
export { type CalibrationRun, type CalibrationSample, fitCalibration } from "./calibration/fit-calibration.ts";
export type { FeatureRow } from "./features/feature-row.ts";
export type { TrainedOn, Training } from "./features/training-set.ts";
export { type BgNbd, expectedPurchases, fitBgNbd, probabilityActive } from "./lifetime/bg-nbd.ts";
export {
  type ContractTerms,
  residualLifetimeValue,
  simpleLifetimeValue,
  watchedLifetimeValue,
} from "./lifetime/contract-value.ts";
export { fitShiftedBetaGeometric } from "./lifetime/fit-cohort.ts";
export { fitRenewals, renewalsFault } from "./lifetime/fit-renewals.ts";
export { expectedValue, fitGammaGamma, type GammaGamma, type Spending } from "./lifetime/gamma-gamma.ts";
export { projectSurvival, type SurvivalForecast, type SurvivalProjection } from "./lifetime/project-survival.ts";
export type { PurchaseHistory } from "./lifetime/purchase-history.ts";
export { type RenewalCount, renewalCounts, type WatchedRenewals } from "./lifetime/renewal-counts.ts";
export { type RenewingTerms, renewingValue } from "./lifetime/renewing-value.ts";
export { type ShiftedBetaGeometric, survivalAfter } from "./lifetime/shifted-beta-geometric.ts";
export { fitLogistic, type LogisticOptions } from "./logistic/fit-logistic.ts";
export type { LogisticModel } from "./logistic/logistic-model.ts";
export { type OddsRatio, oddsRatios } from "./logistic/odds-ratios.ts";
export { auc } from "./measures/auc.ts";
export { type BootstrapRequest, bootstrapInterval, type Interval } from "./measures/bootstrap-interval.ts";
export { type CalibrationLine, calibrationLine } from "./measures/calibration-line.ts";
export { type CalibrationTest, calibrationTest } from "./measures/calibration-test.ts";
export { type Brier, brier, type Forecasts, logLoss } from "./measures/forecast-error.ts";
export { prAuc } from "./measures/pr-auc.ts";
export { type Drift, populationStability } from "./measures/psi.ts";
export type { Ranked } from "./measures/ranking.ts";
export { calibrationError, type ReliabilityBin, reliability } from "./measures/reliability.ts";
export { arrCaptured, topDecileLift } from "./measures/top-share.ts";
export {
  explainPrediction,
  type FeatureContribution,
  type PredictionExplanation,
} from "./models/explain-prediction.ts";
export { featuresOf } from "./models/features-of.ts";
export { type Model, parseModel } from "./models/parse-model.ts";
export { predict } from "./models/predict.ts";
export { sigmoid as probabilityOf } from "./numeric/logistic.ts";
