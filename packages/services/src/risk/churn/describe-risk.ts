import type { HealthSnapshot, RiskEvidence } from "@cs/models";
import { explainPrediction } from "@cs/prediction";
import { labelOf, lossesOf, reasonsOf, valueText } from "../../health/outputs/reasons.ts";
import { moneyList } from "../../operation/money.ts";
import type { AssessedAccount } from "./assess-accounts.ts";
import type { ModelInForce } from "./model-in-force.ts";
import type { RiskAccount } from "./risk-output.ts";

const shownReasons = 3;
const keptEvidence = 8;

/** What raises the risk of an account and what lowers it, strongest first, by what ranked it. */
export function evidenceOf(
  { features }: AssessedAccount,
  inForce: ModelInForce | null,
  snapshot: HealthSnapshot | undefined,
): RiskEvidence[] {
  if (inForce) {
    if (!features) return [];
    return explainPrediction(inForce.model, features)
      .contributions.filter(({ logOdds }) => logOdds !== 0)
      .slice(0, keptEvidence)
      .map(({ feature, value, logOdds }) => ({ measure: feature, value, effect: logOdds }));
  }
  if (!snapshot) return [];
  return lossesOf(snapshot)
    .slice(0, keptEvidence)
    .map(({ contribution: { measure, value }, lost }) => ({ measure, value, effect: lost }));
}

/** An account as the tool shows it, with its reasons in words. */
export function describeAccount(
  account: AssessedAccount,
  {
    place,
    inForce,
    snapshot,
  }: { readonly place: number; readonly inForce: ModelInForce | null; readonly snapshot: HealthSnapshot | undefined },
): RiskAccount {
  const { row, logOdds, probability, optOutOn, daysToOptOut, optOutReason } = account;
  const evidence = evidenceOf(account, inForce, snapshot);
  return {
    place,
    clientId: row.clientId,
    clientName: row.clientName,
    segment: row.segment,
    lifecycleStage: row.lifecycleStage,
    csm: row.csm,
    band: row.band,
    score: row.score,
    scoredAsOf: row.scoredAsOf,
    arr: moneyList(row.arrByCurrency),
    daysToOptOut,
    optOutOn,
    optOutReason,
    logOdds,
    probability,
    reasons: inForce ? raising(evidence, row.scoredAsOf !== null) : snapshot ? reasonsOf(snapshot) : [notScored],
    evidence: evidence.map((each) => ({ ...each, label: labelOf(each.measure) })),
  };
}

const notScored = "the account was not scored yet";

/** What raises the log-odds most, in words. */
function raising(evidence: readonly RiskEvidence[], isScored: boolean): string[] {
  if (!isScored) return [notScored];
  return evidence
    .filter(({ effect }) => effect > 0)
    .slice(0, shownReasons)
    .map(({ measure, value, effect }) => {
      const reading = value === null ? "unknown" : valueText(measure, value);
      return `${labelOf(measure)} ${reading} (+${effect.toFixed(2)} log-odds)`;
    });
}
