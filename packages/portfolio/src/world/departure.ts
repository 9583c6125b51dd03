import type { ChurnReason } from "@cs/models";
import type { PaymentFailure } from "./payment-failure.ts";
import type { RenewalDecision } from "./renewals.ts";

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
  | ({ readonly type: "involuntary" } & PaymentFailure);

/** The first departure that has begun by the last day of the history, or null. */
export function departure(decisions: readonly RenewalDecision[], failure: PaymentFailure | null): Departure | null {
  const leaving = decisions.find(({ leaves }) => leaves);
  if (failure !== null && (leaving === undefined || failure.effectiveOn < leaving.renewalOn)) {
    return { type: "involuntary", ...failure };
  }
  if (leaving === undefined) return null;
  const { decidedOn, noticeOn, renewalOn, reason } = leaving;
  return { type: "non_renewal", decidedOn, noticeOn, effectiveOn: renewalOn, reason };
}
