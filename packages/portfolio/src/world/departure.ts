import type { ChurnReason } from "@cs/models";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { parameters } from "../parameters.ts";
import { RandomStream } from "../random/random-stream.ts";
import type { AccountIdentity } from "./account-identity.ts";
import { type LatentHealth, meanHealthBefore } from "./latent-health.ts";
import { logistic } from "./logistic.ts";
import { addMonths } from "./months.ts";

/** How an account leaves. Days are day numbers; `effectiveOn` is the first day without service. */
export type Departure =
  | {
      readonly type: "non_renewal";
      readonly decidedOn: number;
      readonly noticeOn: number;
      /** After the last day of the history when only the notice has been served yet. */
      readonly effectiveOn: number;
      readonly reason: ChurnReason;
    }
  | {
      readonly type: "involuntary";
      /** The invoice that is never paid, by its day of issue. */
      readonly unpaidInvoiceOn: number;
      readonly effectiveOn: number;
    };

/** What decides over departures. */
export interface DepartureInput {
  readonly options: ResolvedOptions;
  readonly index: number;
  readonly identity: AccountIdentity;
  readonly health: LatentHealth;
  readonly championDepartedOn: number | null;
}

/** The first departure that has begun by the last day of the history, or null. */
export function departure(input: DepartureInput): Departure | null {
  const voluntary = nonRenewal(input);
  const failed = paymentFailure(input);
  if (voluntary === null || failed === null) return voluntary ?? failed;
  return failed.effectiveOn < voluntary.effectiveOn ? failed : voluntary;
}

function nonRenewal({ options, index, identity, health, championDepartedOn }: DepartureInput): Departure | null {
  const random = new RandomStream({ seed: options.seed, account: index, name: "departure" });
  const { slope, midpoint, healthDays, decisionLeadDays, noticeLeadDays } = parameters.departure;
  for (let year = 1; ; year += 1) {
    const renewal = addMonths(identity.since, 12 * year);
    if (renewal <= health.from) continue;
    const noticeOn = renewal - identity.noticeDays - random.integer(noticeLeadDays[0], noticeLeadDays[1]);
    const decidedOn = noticeOn - random.integer(decisionLeadDays[0], decisionLeadDays[1]);
    if (noticeOn > options.lastDay) return null;
    const risk = logistic(slope * (midpoint - meanHealthBefore(health, decidedOn, healthDays)));
    const leaves = random.chance(risk);
    const sponsorLost = championDepartedOn !== null && championDepartedOn <= decidedOn;
    const reason = random.weighted<ChurnReason>([
      ["lack_of_adoption", 30],
      ["product_value_gap", 20],
      ["competitive_displacement", 15],
      ["budget_loss", 12],
      ["product_quality", 10],
      ["corporate_decision", 8],
      ["deprioritised", 5],
      ["sponsor_loss", sponsorLost ? 80 : 0],
    ]);
    if (leaves) return { type: "non_renewal", decidedOn, noticeOn, effectiveOn: renewal, reason };
  }
}

function paymentFailure({ options, index, identity, health }: DepartureInput): Departure | null {
  const random = new RandomStream({ seed: options.seed, account: index, name: "payment-failure" });
  const { involuntaryPerYear, dunningDays } = parameters.departure;
  const risk = (involuntaryPerYear * identity.billingMonths) / 12;
  for (let period = 0; ; period += 1) {
    const issuedOn = addMonths(identity.since, period * identity.billingMonths);
    if (issuedOn > options.lastDay) return null;
    if (issuedOn < health.from) continue;
    if (!random.chance(risk)) continue;
    const effectiveOn = issuedOn + identity.paymentDays + dunningDays;
    return { type: "involuntary", unpaidInvoiceOn: issuedOn, effectiveOn };
  }
}
