import type { ChurnReason } from "@cs/models";
import { parameters } from "../parameters.ts";
import { RandomStream } from "../random/random-stream.ts";
import type { AccountHistory } from "./account-history.ts";
import { type LatentHealth, meanHealthBefore } from "./latent-health.ts";
import { logistic } from "./logistic.ts";
import { addMonths } from "./months.ts";

/** One decision to stay or to leave at the end of a contract year. Days are day numbers. */
export interface RenewalDecision {
  readonly decidedOn: number;
  /** When notice is served if the account leaves. */
  readonly noticeOn: number;
  /** First day of the next year, or without service. */
  readonly renewalOn: number;
  readonly leaveProbability: number;
  readonly leaves: boolean;
  /** Why it leaves, if it does. */
  readonly reason: ChurnReason;
}

/** Decisions of the history, up to the first that leaves; one is known once its notice is due. */
export function renewals({ options, index, identity, health, championDepartedOn }: AccountHistory): RenewalDecision[] {
  const random = new RandomStream({ seed: options.seed, account: index, name: "departure" });
  const { decisionLeadDays, noticeLeadDays } = parameters.departure;
  const decisions: RenewalDecision[] = [];
  for (let year = 1; decisions.at(-1)?.leaves !== true; year += 1) {
    const renewalOn = addMonths(identity.since, 12 * year);
    if (renewalOn <= health.from) continue;
    const noticeOn = renewalOn - identity.noticeDays - random.integer(noticeLeadDays[0], noticeLeadDays[1]);
    const decidedOn = noticeOn - random.integer(decisionLeadDays[0], decisionLeadDays[1]);
    if (noticeOn > options.lastDay) break;
    const risk = leaveProbability(health, decidedOn);
    const leaves = random.chance(risk);
    const sponsorLost = championDepartedOn !== null && championDepartedOn <= decidedOn;
    const reason = drawReason(random, sponsorLost);
    decisions.push({ decidedOn, noticeOn, renewalOn, leaveProbability: risk, leaves, reason });
  }
  return decisions;
}

/** Chance to leave if the account decides on a day; the health of the days before it counts. */
export function leaveProbability(health: LatentHealth, day: number): number {
  const { slope, midpoint, healthDays } = parameters.departure;
  return logistic(slope * (midpoint - meanHealthBefore(health, day, healthDays)));
}

function drawReason(random: RandomStream, sponsorLost: boolean): ChurnReason {
  return random.weighted<ChurnReason>([
    ["lack_of_adoption", 30],
    ["product_value_gap", 20],
    ["competitive_displacement", 15],
    ["budget_loss", 12],
    ["product_quality", 10],
    ["corporate_decision", 8],
    ["deprioritised", 5],
    ["sponsor_loss", sponsorLost ? 80 : 0],
  ]);
}
