import { type CalendarDate, type ChurnReason, type ChurnType, dateOfDayNumber } from "@cs/models";
import { irrelevantMeasures } from "./names/irrelevant.ts";
import type { PortfolioOptions } from "./options/portfolio-options.ts";
import { resolveOptions } from "./options/resolve-options.ts";
import type { MissingSource } from "./world/account-identity.ts";
import { accountWorld } from "./world/account-world.ts";
import { healthOn } from "./world/latent-health.ts";
import { paymentFailureProbability } from "./world/payment-failure.ts";
import { leaveProbability } from "./world/renewals.ts";

/** A decision to stay or to leave at a renewal, with the chance to leave that the account had. */
export interface RenewalTruth {
  readonly decidedOn: CalendarDate;
  /** First day of the next contract year, or without service. */
  readonly renewalOn: CalendarDate;
  /** 0-1. */
  readonly leaveProbability: number;
  readonly left: boolean;
}

/** What is true of an account but never in its facts. For evaluation only: no engine may read it. */
export interface AccountTruth {
  readonly externalId: string;
  /** 0-1 on `asOf`; for an account that has left, on its last day. */
  readonly latentHealth: number;
  /** Weekly values, 0-1; the first week starts on `weeklyHealthFrom`. They run on to `asOf` after a departure. */
  readonly weeklyHealth: readonly number[];
  readonly weeklyHealthFrom: CalendarDate;
  /** For the same weeks: the chance to leave, 0-1, if the renewal were decided on the first day of the week. */
  readonly weeklyLeaveProbability: readonly number[];
  /** Decisions that were taken by `asOf`, in order. */
  readonly renewals: readonly RenewalTruth[];
  /** Chance of each invoice never to be paid, 0-1; it ends the account whatever its health. */
  readonly paymentFailureProbability: number;
  /** Whether the account has left by `asOf`. */
  readonly hasLeft: boolean;
  /** How it leaves or left; also set when only the notice was served or only the payment has failed. */
  readonly churnType: Extract<ChurnType, "non_renewal" | "involuntary"> | null;
  /** Null unless `churnType` is set. */
  readonly churnReason: ChurnReason | null;
  /** The day the customer decided and gave notice; null unless it does not renew. */
  readonly decisionDate: CalendarDate | null;
  readonly noticeDate: CalendarDate | null;
  /** First day without service; may be after `asOf`. */
  readonly effectiveDate: CalendarDate | null;
  /** Kinds of fact that the account has but that no source delivers. */
  readonly missingSources: readonly MissingSource[];
  /** Measures that look informative and are independent of health and churn; the same for every account. */
  readonly irrelevantMeasures: readonly string[];
}

/** The latent truth of account `index` (from 0), which its facts only show through noise. */
export function accountTruth(options: PortfolioOptions, index: number): AccountTruth {
  const { identity, health, decisions, departure, churned, until } = accountWorld(resolveOptions(options), index);
  const notice = departure?.type === "non_renewal" ? departure : null;
  return {
    externalId: identity.externalId,
    latentHealth: healthOn(health, until - 1),
    weeklyHealth: health.weeks,
    weeklyHealthFrom: dateOfDayNumber(health.from),
    weeklyLeaveProbability: health.weeks.map((_, week) => leaveProbability(health, health.from + 7 * week)),
    renewals: decisions.map((decision) => ({
      decidedOn: dateOfDayNumber(decision.decidedOn),
      renewalOn: dateOfDayNumber(decision.renewalOn),
      leaveProbability: decision.leaveProbability,
      left: decision.leaves,
    })),
    paymentFailureProbability: paymentFailureProbability(identity),
    hasLeft: churned,
    churnType: departure?.type ?? null,
    churnReason: departure === null ? null : (notice?.reason ?? "involuntary"),
    decisionDate: notice === null ? null : dateOfDayNumber(notice.decidedOn),
    noticeDate: notice === null ? null : dateOfDayNumber(notice.noticeOn),
    effectiveDate: departure === null ? null : dateOfDayNumber(departure.effectiveOn),
    missingSources: identity.missingSources,
    irrelevantMeasures,
  };
}
