import { measureIds } from "@cs/health-engine";
import { addDays, type CalendarDate, type ChurnHorizon, daysBetween, type MeasureObservations } from "@cs/models";
import type { ReadTransaction, SegmentFactsRow, Tenant } from "@cs/persistence";
import { calibrate, type FeatureRow, featuresOf, predict } from "@cs/prediction";
import { featureRow } from "./model-features.ts";
import { type RankingBasis, rankingBasis } from "./model-in-force.ts";
import type { RiskFilter } from "./risk-input.ts";

/** A customer on a day with everything that its place in the ranking follows from. */
export interface AssessedAccount {
  readonly row: SegmentFactsRow;
  /** What the model saw; null where health ranks, or without a score to take the measures from. */
  readonly features: FeatureRow | null;
  /** Of the model; null where it did not judge. */
  readonly logOdds: number | null;
  readonly probability: number | null;
  /** The last day on which notice is in time; null and why when that is not known. */
  readonly optOutOn: CalendarDate | null;
  readonly daysToOptOut: number | null;
  readonly optOutReason: string | null;
}

export interface Assessment {
  readonly basis: RankingBasis;
  readonly accounts: readonly AssessedAccount[];
}

export interface AssessmentRequest {
  readonly filter: RiskFilter;
  readonly horizonMonths: ChurnHorizon;
  readonly asOf: CalendarDate;
  readonly tenant: Tenant;
}

/**
 * The customers of a day that a filter lets through. Measures are those of the newest score of each account, so that a
 * whole portfolio takes a fixed number of statements.
 */
export async function assessAccounts(tx: ReadTransaction, request: AssessmentRequest): Promise<Assessment> {
  const { filter, horizonMonths, asOf, tenant } = request;
  const basis = await rankingBasis(tx, { horizonMonths, asOf });
  const rows = await tx.queries.segmentFacts({ asOf, currency: tenant.reportingCurrency, measures: measureIds });
  const found = rows.filter((row) => matches(row, filter, tenant.reportingCurrency));
  return { basis, accounts: found.map((row) => assess(row, { basis, asOf })) };
}

function matches(row: SegmentFactsRow, filter: RiskFilter, currency: string): boolean {
  const { segment, lifecycleStage, bands, csm, minimumArr, maximumArr } = filter;
  const arr = row.arrByCurrency[currency] ?? 0;
  return (
    (segment === undefined || row.segment === segment) &&
    (lifecycleStage === undefined || row.lifecycleStage === lifecycleStage) &&
    (bands === undefined || bands.includes(row.band)) &&
    (csm === undefined || row.csm === csm) &&
    (minimumArr === undefined || arr >= minimumArr) &&
    (maximumArr === undefined || arr <= maximumArr)
  );
}

function assess(row: SegmentFactsRow, { basis, asOf }: { basis: RankingBasis; asOf: CalendarDate }): AssessedAccount {
  const { inForce } = basis;
  const features = inForce && row.scoredAsOf !== null ? featureRow(row.measures, featuresOf(inForce.model)) : null;
  const logOdds = inForce && features ? (predict(inForce.model, [features])[0] ?? null) : null;
  const probability = inForce?.calibration && logOdds !== null ? calibrate(inForce.calibration, logOdds) : null;
  return { row, features, logOdds, probability, ...optOut(row.measures, row.scoredAsOf, asOf) };
}

/** The measure counts from the day of its score; the deadline itself does not move. */
function optOut(measures: MeasureObservations, scoredAsOf: CalendarDate | null, asOf: CalendarDate) {
  const unknown = (optOutReason: string) => ({ optOutOn: null, daysToOptOut: null, optOutReason });
  if (scoredAsOf === null) return unknown("the account was not scored yet");
  const measure = measures["days_to_opt_out"];
  if (!measure) return unknown("the score does not say");
  if (measure.value === null) return unknown(measure.reason);
  const optOutOn = addDays(scoredAsOf, measure.value);
  return { optOutOn, daysToOptOut: daysBetween(asOf, optOutOn), optOutReason: null };
}
