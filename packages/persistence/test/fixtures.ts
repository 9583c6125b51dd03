import { createHash } from "node:crypto";
import type { FactKind, SourceFact } from "@cs/models";
import type { TestStore } from "@cs/testing";
import type { Persistence, StageOrigin, WriteOutcome } from "../src/index.ts";

/** How accounts come to their stage where that does not matter. */
export const byTest: StageOrigin = { operation: "test", actor: "test", reason: null, enteredOn: null };

export type Facts = { readonly [Kind in FactKind]?: readonly SourceFact<Kind>[] };

/** Writes facts of several kinds of the source `crm` in one transaction; customers first. */
export function deliver(persistence: Persistence, facts: Facts, tenantId = "default"): Promise<WriteOutcome[]> {
  return persistence.write(tenantId, async (tx) => {
    const outcomes: WriteOutcome[] = [];
    for (const [kind, batch] of Object.entries(facts)) {
      outcomes.push(...(await tx.facts.write(kind as FactKind, "crm", batch as readonly SourceFact<FactKind>[])));
    }
    return outcomes;
  });
}

/** Client id of a customer of the source `crm`. */
export async function clientIdOf(persistence: Persistence, externalId: string, tenantId = "default"): Promise<string> {
  const account = await persistence.read(tenantId, (tx) => tx.accounts.findByRefs([{ source: "crm", externalId }]));
  if (!account) throw new Error(`there is no customer ${externalId}`);
  return account.clientId;
}

/** SHA-256 as API keys have it. */
export function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** Creates the tenant of a time zone, and returns its id. */
export async function tenantIn(persistence: Persistence, timeZone: string): Promise<string> {
  const tenantId = `in ${timeZone}`;
  await persistence.write(tenantId, (tx) => tx.tenants.ensure({ name: tenantId, timeZone, reportingCurrency: "USD" }));
  return tenantId;
}

/** Every row of a tenant in every table, past row-level security; rows of partitions stand under their table. */
export async function dumpTenant(store: TestStore, tenantId: string): Promise<Record<string, string[]>> {
  const tables = await store.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
     WHERE relnamespace = 'cs'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND attname = 'tenant_id'
     ORDER BY 1`,
  );
  const dump: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await store.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM cs.${name} AS t WHERE tenant_id = $1 ORDER BY 1`,
      [tenantId],
    );
    dump[name] = rows.map(({ row }) => row);
  }
  return dump;
}
