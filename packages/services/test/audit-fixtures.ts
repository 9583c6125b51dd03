import type { Persistence } from "@cs/persistence";
import type { TestStore } from "@cs/testing";
import { ensureTenant } from "../src/index.ts";

export interface AuditedTenant {
  readonly tenantId: string;
  /** Ids of the entries, oldest first. */
  readonly ids: readonly string[];
}

let tenants = 0;

/** Adds an entry in a transaction of its own. */
export function addEntry(persistence: Persistence, tenantId: string, reason: string): Promise<void> {
  const entry = { actor: "ann", operation: "update_client_info", clientId: null, requestId: "r", reason };
  return persistence.write(tenantId, (tx) =>
    tx.audit.add({ ...entry, changes: [{ field: "csm", before: 1, after: 2 }] }),
  );
}

/** A new tenant with so many entries, none of them sealed. */
export async function tenantWithEntries(store: TestStore, count: number): Promise<AuditedTenant> {
  tenants += 1;
  const tenantId = `audited-${tenants}`;
  await ensureTenant(store.persistence, tenantId);
  for (let entry = 1; entry <= count; entry += 1) await addEntry(store.persistence, tenantId, `entry ${entry}`);
  return { tenantId, ids: await entryIds(store, tenantId) };
}

/** Ids of the entries that are there, oldest first. */
export async function entryIds(store: TestStore, tenantId: string): Promise<string[]> {
  const rows = await store.query<{ id: string }>(
    "SELECT audit_id AS id FROM cs.audit_entries WHERE tenant_id = $1 ORDER BY occurred_at, audit_id",
    [tenantId],
  );
  return rows.map(({ id }) => id);
}

/** Dates entries back by so many days, as the superuser. */
export async function dateBack(store: TestStore, ids: readonly string[], days: number): Promise<void> {
  await store.query(
    "UPDATE cs.audit_entries SET occurred_at = occurred_at - make_interval(days => $2) WHERE audit_id = ANY ($1)",
    [ids, days],
  );
}
