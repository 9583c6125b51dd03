import type { ClientId } from "@cs/models";
import type { Transaction } from "kysely";
import { newId } from "../ids.ts";
import type { Tables } from "../schema/tables.ts";

/** Before and after of one changed field. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface AuditEntry {
  readonly actor: string;
  readonly operation: string;
  readonly clientId: ClientId | null;
  readonly requestId: string;
  readonly reason: string | null;
  readonly changes: readonly FieldChange[];
}

export interface AuditRepository {
  /** Adds an entry in the same transaction as the change it tells of. Entries are never changed. */
  add(entry: AuditEntry): Promise<void>;
}

export function createAuditRepository(trx: Transaction<Tables>, tenantId: string): AuditRepository {
  return {
    async add(entry) {
      await trx
        .insertInto("audit_entries")
        .values({
          tenant_id: tenantId,
          audit_id: newId("aud"),
          actor: entry.actor,
          operation: entry.operation,
          client_id: entry.clientId,
          request_id: entry.requestId,
          reason: entry.reason,
          changes: JSON.stringify(entry.changes),
        })
        .execute();
    },
  };
}
