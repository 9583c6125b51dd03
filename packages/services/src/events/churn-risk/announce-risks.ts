import { calendarDateIn, type HealthSnapshot } from "@cs/models";
import type { Tenant, WriteTransaction } from "@cs/persistence";
import { isCustomer } from "../../health/scoring/is-customer.ts";
import type { Scoring } from "../../health/scoring/scoring.ts";
import { effectOfEvent } from "../publish-event.ts";
import { describeRisk } from "./describe-risk.ts";

/** Below this score somebody should act to keep the account. */
const riskBelow = 60;

/** For whom and when scores were stored. */
export interface ScoringDay {
  readonly tenant: Tenant;
  readonly now: Date;
}

/**
 * Tells other servers of customers whose health has fallen below 60 since it was last in one of the two upper bands, in
 * the transaction that stores the scores. Only the current day of real data counts: past days tell of nothing new.
 */
export async function announceRisks(
  tx: WriteTransaction,
  scored: readonly { readonly scoring: Scoring; readonly snapshot: HealthSnapshot }[],
  { tenant, now }: ScoringDay,
): Promise<void> {
  const today = calendarDateIn(tenant.timeZone, now);
  const low = scored.filter(
    ({ scoring, snapshot }) =>
      scoring.inForce &&
      scoring.facts.asOf === today &&
      snapshot.score !== null &&
      snapshot.score < riskBelow &&
      isCustomer(scoring.facts),
  );
  if (low.length === 0 || tenant.demoAsOf !== null) return;
  const clientIds = low.map(({ scoring }) => scoring.clientId);
  const known = await tx.queries.inRiskBefore({ clientIds, asOf: today, below: riskBelow });
  const found = low.filter(({ scoring }) => !known.has(scoring.clientId));
  if (found.length === 0) return;
  const refs = await tx.accounts.refsOf(found.map(({ scoring }) => scoring.clientId));
  await tx.outbox.add(
    ...found.map(({ scoring, snapshot }) =>
      effectOfEvent({
        type: "churn.risk_identified",
        // An account is announced once a day at most: scoring the day again finds the same.
        key: `churn.risk_identified/${scoring.clientId}/${today}`,
        subject: scoring.clientId,
        data: describeRisk(scoring, snapshot, refs.get(scoring.clientId) ?? []),
      }),
    ),
  );
}
