import { defaultScorecard } from "@cs/health-engine";
import type { Persistence } from "@cs/persistence";

/** The tenant of a single-company installation: stdio and the command line always use it. */
export const defaultTenantId = "default";

/**
 * Creates a tenant with the default scorecard in force, unless it exists. One that exists keeps the version that it was made
 * with: what scores customers changes when somebody publishes, and not with an update.
 */
export async function ensureTenant(persistence: Persistence, tenantId: string): Promise<void> {
  await persistence.write(tenantId, async (tx) => {
    await tx.tenants.ensure({ name: tenantId, timeZone: "UTC", reportingCurrency: "USD" });
    if ((await tx.scorecards.rules()) !== null) return;
    await tx.scorecards.publish(defaultScorecard);
    await tx.scorecards.publishRules([{ scorecardId: defaultScorecard.id }]);
  });
}
