import { type CalendarDate, type ChurnType, dateOfDayNumber } from "@cs/models";
import type { PortfolioOptions } from "./options/portfolio-options.ts";
import { resolveOptions } from "./options/resolve-options.ts";
import { accountWorld } from "./world/account-world.ts";
import { healthOn } from "./world/latent-health.ts";

/** What is true of an account but never in its facts. For evaluation only: no engine may read it. */
export interface AccountTruth {
  readonly externalId: string;
  /** 0-1 on `asOf`; for an account that has left, on its last day. */
  readonly latentHealth: number;
  /** Weekly values, 0-1; the first week starts on `weeklyHealthFrom`. They run on to `asOf` after a departure. */
  readonly weeklyHealth: readonly number[];
  readonly weeklyHealthFrom: CalendarDate;
  /** Whether the account has left by `asOf`. */
  readonly churned: boolean;
  /** How it leaves or left; also set when only the notice was served or only the payment has failed. */
  readonly churnType: Extract<ChurnType, "non_renewal" | "involuntary"> | null;
  /** The day the customer decided and gave notice; null unless it does not renew. */
  readonly decisionDate: CalendarDate | null;
  readonly noticeDate: CalendarDate | null;
  /** First day without service; may be after `asOf`. */
  readonly effectiveDate: CalendarDate | null;
  readonly hasUsageSource: boolean;
  readonly hasSurveys: boolean;
}

/** The latent truth of account `index` (from 0), which its facts only show through noise. */
export function accountTruth(options: PortfolioOptions, index: number): AccountTruth {
  const { identity, health, departure, churned, until } = accountWorld(resolveOptions(options), index);
  const notice = departure?.type === "non_renewal" ? departure : null;
  return {
    externalId: identity.externalId,
    latentHealth: healthOn(health, until - 1),
    weeklyHealth: health.weeks,
    weeklyHealthFrom: dateOfDayNumber(health.from),
    churned,
    churnType: departure?.type ?? null,
    decisionDate: notice === null ? null : dateOfDayNumber(notice.decidedOn),
    noticeDate: notice === null ? null : dateOfDayNumber(notice.noticeOn),
    effectiveDate: departure === null ? null : dateOfDayNumber(departure.effectiveOn),
    hasUsageSource: identity.hasUsageSource,
    hasSurveys: identity.hasSurveys,
  };
}
