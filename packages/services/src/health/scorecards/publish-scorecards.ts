import { ConflictError, type Scorecard } from "@cs/models";
import { newId, type Persistence, type WriteTransaction } from "@cs/persistence";
import { type ScorecardPlan, withDefault } from "./scorecard-plan.ts";

export interface PublishOptions {
  readonly persistence: Persistence;
  readonly tenantId: string;
  readonly plan: ScorecardPlan;
  readonly actor: string;
  /** Why; kept in the audit log. */
  readonly reason: string | null;
}

/** What a plan changed; false and an unchanged version when it was published before. */
export interface Published {
  readonly scorecard: boolean;
  readonly rulesVersion: number;
}

/**
 * Publishes a scorecard, rules or both in one transaction, with an audit entry. Stored scores stay as they are; the next
 * scoring uses what is in force then.
 *
 * @throws ConflictError when the version is not above the newest one, or published with other content.
 */
export function publishScorecards({ persistence, tenantId, plan, ...by }: PublishOptions): Promise<Published> {
  return persistence.write(tenantId, async (tx) => {
    const before = await tx.scorecards.rules();
    if (plan.scorecard) await requireNewest(tx, plan.scorecard);
    const scorecard = plan.scorecard !== undefined && (await tx.scorecards.publish(plan.scorecard));
    const rulesVersion = plan.rules ? await tx.scorecards.publishRules(plan.rules) : (before?.version ?? 0);
    const changes = [
      ...(scorecard && plan.scorecard ? [{ field: "scorecard", before: null, after: nameOf(plan.scorecard) }] : []),
      ...(rulesVersion === before?.version
        ? []
        : [{ field: "rules", before: before?.rules ?? null, after: plan.rules }]),
    ];
    if (changes.length > 0)
      await tx.audit.add({ ...by, requestId: newId("req"), operation: "publish_scorecards", clientId: null, changes });
    return { scorecard, rulesVersion };
  });
}

/** Publishes a scorecard and makes it the one of every account that no earlier rule takes. */
export async function putInForce(tx: WriteTransaction, scorecard: Scorecard): Promise<void> {
  await requireNewest(tx, scorecard);
  await tx.scorecards.publish(scorecard);
  const inForce = await tx.scorecards.rules();
  await tx.scorecards.publishRules(withDefault(inForce?.rules ?? [], scorecard.id));
}

/** An older version that is published again would not be in force: the newest is. */
async function requireNewest(tx: WriteTransaction, { id, version }: Scorecard): Promise<void> {
  const versions = (await tx.scorecards.list()).filter((each) => each.scorecardId === id);
  const newest = versions[0]?.version ?? 0;
  if (version >= newest) return;
  throw new ConflictError(`Version ${newest} of scorecard ${id} is in force, which is newer than version ${version}.`, {
    field: "version",
    hint: `Publish the content as version ${newest + 1}.`,
  });
}

function nameOf({ id, version, name }: Scorecard) {
  return { id, version, name };
}
