import { type ResolvedOptions, requireInteger } from "../options/resolve-options.ts";
import { RandomStream } from "../random/random-stream.ts";
import { type AccountIdentity, accountIdentity } from "./account-identity.ts";
import { type ChampionHistory, championHistory } from "./champion-history.ts";
import { type Departure, departure } from "./departure.ts";
import { type LatentHealth, latentHealth } from "./latent-health.ts";
import { paymentFailure } from "./payment-failure.ts";
import { type RenewalDecision, renewals } from "./renewals.ts";
import { type SubscriptionHistory, subscriptionHistory } from "./subscription-history.ts";

/** The hidden truth of one account, from which every fact is drawn. All days are day numbers. */
export interface AccountWorld {
  readonly options: ResolvedOptions;
  readonly index: number;
  readonly identity: AccountIdentity;
  readonly champion: ChampionHistory;
  readonly health: LatentHealth;
  /** Decisions that were taken while the account was a customer. */
  readonly decisions: readonly RenewalDecision[];
  readonly departure: Departure | null;
  readonly subscriptions: SubscriptionHistory;
  /** First day of events: start of the history or of the account. */
  readonly from: number;
  /** First day without events: the departure, or the day after the history. */
  readonly until: number;
  /** Whether the account has left by the last day of the history. */
  readonly churned: boolean;
}

/** Builds the world of account `index`. */
export function accountWorld(options: ResolvedOptions, index: number): AccountWorld {
  requireInteger({ field: "index", value: index, lowest: 0, highest: options.accounts - 1 });
  const { seed, firstDay, lastDay } = options;
  const identity = accountIdentity(options, index);
  const from = Math.max(firstDay, identity.since);
  const champion = championHistory(options, index, from);
  const championDepartedOn = champion.departedOn;
  const random = new RandomStream({ seed, account: index, name: "health" });
  const health = latentHealth({ random, from, to: lastDay, championDepartedOn });
  const history = { options, index, identity, health, championDepartedOn };
  const drawn = renewals(history);
  const leaving = departure(drawn, paymentFailure(history));
  const churned = leaving !== null && leaving.effectiveOn <= lastDay;
  const until = churned ? leaving.effectiveOn : lastDay + 1;
  const decisions = drawn.filter(({ decidedOn }) => decidedOn < until);
  // An unpaid invoice announces nothing; only a notice, or the end itself, puts an end on the lines.
  const end = churned || leaving?.type === "non_renewal" ? leaving.effectiveOn : null;
  const changesBefore = leaving?.type === "non_renewal" ? Math.min(leaving.decidedOn, until) : until;
  const subscriptions = subscriptionHistory({ seed, index, identity, health, changesBefore, end });
  return {
    ...{ options, index, identity, champion, health, decisions, departure: leaving, subscriptions },
    ...{ from, until, churned },
  };
}

/** The random stream of one concern of this account. */
export function streamOf({ options, index }: AccountWorld, name: string): RandomStream {
  return new RandomStream({ seed: options.seed, account: index, name });
}
