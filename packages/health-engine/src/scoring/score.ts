import {
  type AppliedOverride,
  type CalendarDate,
  type CapFired,
  dayNumber,
  type HealthBand,
  type HealthScore,
  type MeasureObservations,
  type ScoreBand,
  type Scorecard,
  type ScoreOverride,
  scoreBands,
} from "@cs/models";
import { bandOf } from "./band-of.ts";
import { type FiredCap, judgeCaps, maximaOf } from "./caps.ts";
import { type CompiledScorecard, compiled } from "./compile-scorecard.ts";
import { type AccountConclusion, concludeAccount } from "./conclude-account.ts";
import { contribute, describe } from "./contribute.ts";
import { heldBandCode } from "./hold-band.ts";
import { inputHash } from "./input-hash.ts";
import { namedObservations } from "./named-observations.ts";
import { overrideOn } from "./override.ts";
import { type ReadMeasure, readMeasures } from "./read-measures.ts";
import { requireAsOf } from "./require-as-of.ts";
import { shownLines } from "./shown-lines.ts";
import { whyNoScore } from "./why-no-score.ts";

/** What a score follows from, and nothing else: there is no clock. */
export interface ScoreInput {
  /** As `parseScorecard` returns it; its rules are not checked again. */
  readonly scorecard: Scorecard;
  readonly observations: MeasureObservations;
  /** The day for which the account is judged; observations after it are ignored. */
  readonly asOf: CalendarDate;
  /** The band before; with hysteresis an account keeps it until the score is clearly beyond. Otherwise unused. */
  readonly previousBand?: HealthBand | undefined;
  /** A score that a person set. It counts while the as-of day is before `expiresOn`. */
  readonly override?: ScoreOverride | undefined;
}

/** The same, but the scorecard may come from `compileScorecard`, which saves most of the time for many accounts. */
export interface CompiledScoreInput extends Omit<ScoreInput, "scorecard"> {
  readonly scorecard: Scorecard | CompiledScorecard;
}

/**
 * Scores one account with one scorecard: the weighted mean of the normalised measures, bounded by the caps that fire,
 * unless an override is in force.
 *
 * Missing data is a value, not an error: below the scorecard's minimum coverage `score` is null and `reason` says why.
 * The score is rounded to 10 decimals. The README has the formulas.
 *
 * @throws InvalidInputError when `asOf`, an observation or the override is not what its type says.
 */
export function score(input: CompiledScoreInput): HealthScore {
  const { asOf } = input;
  requireAsOf(asOf);
  const plan = compiled(input.scorecard);
  const { bands, minimumCoverage, id, version } = plan.scorecard;
  const observations = namedObservations(plan.names, input.observations);
  const known = { observations, asOfDay: dayNumber(asOf) };
  const { inForce, expired } = overrideOn(asOf, input.override);
  const previousBand = bands.hysteresis ? scoreBands.find((band) => band === input.previousBand) : undefined;

  const measures = readMeasures(plan.measures, known);
  const caps = judgeCaps(plan.caps, known);
  const conclusion = concludeAccount(measures, { plan, maxima: maximaOf(caps) });
  const { score: computedScore, coverage, low, high } = conclusion;
  return {
    score: inForce?.score ?? computedScore,
    reason: whyNoScore({ score: computedScore, measures, coverage, minimumCoverage }),
    ...(inForce ? { band: bandOf(inForce.score, bands) } : bandsOf(conclusion, previousBand, plan)),
    provedBand: bandOf(low, bands),
    coverage,
    confidence: conclusion.confidence,
    interval: { low, high },
    ...linesOf({ measures, fired: caps.fired, conclusion, inForce }),
    capsUndecided: caps.undecided,
    ...(inForce && { computedScore }),
    ...(expired && { expiredOverride: expired }),
    asOf,
    scorecard: { id, version },
    inputHash: inputHash({
      asOf,
      observations,
      contentHash: plan.contentHash,
      previousBand,
      override: inForce ?? expired,
    }),
  };
}

function bandsOf(
  { score: computed, capPoints }: AccountConclusion,
  previousBand: ScoreBand | undefined,
  { scorecard: { bands } }: CompiledScorecard,
): Pick<HealthScore, "band" | "heldFrom"> {
  if (computed === null) return { band: "insufficient_data" };
  const plain = bandOf(computed, bands);
  if (previousBand === undefined) return { band: plain };
  const change = { score: computed, previous: scoreBands.indexOf(previousBand), capped: capPoints < 0 };
  const band = scoreBands[heldBandCode(change, bands)] ?? plain;
  return band === plain ? { band } : { band, heldFrom: plain };
}

/** The lines that sum to the score: measures in the order in which the scorecard is written, caps and override. */
function linesOf(input: {
  readonly measures: readonly ReadMeasure[];
  readonly fired: readonly FiredCap[];
  readonly conclusion: AccountConclusion;
  readonly inForce: ScoreOverride | undefined;
}): Pick<HealthScore, "contributions" | "capsFired" | "override"> {
  const { measures, fired, conclusion, inForce } = input;
  const scored = conclusion.score !== null;
  const computed = conclusion.score ?? 0;
  const contributions = scored ? contribute(measures, conclusion) : measures.map(describe);
  const capLines = (scored ? fired : []).map(({ cap: { id, label, maximum }, evidence }, index) => {
    // The first is the tightest; only it takes points away.
    return { id, label, maximum, points: index === 0 ? conclusion.capPoints : 0, evidence };
  });
  const overrideLine = inForce && { ...inForce, points: inForce.score - computed };
  const shown = shownLines({ contributions, capLines, overrideLine, total: inForce?.score ?? computed });
  const ordered = shown.contributions
    .map((line, index) => ({ line, position: measures[index]?.position ?? index }))
    .sort((left, right) => left.position - right.position);
  return {
    contributions: ordered.map(({ line }) => line),
    capsFired: shown.capLines satisfies CapFired[],
    ...(shown.overrideLine && { override: shown.overrideLine satisfies AppliedOverride }),
  };
}
