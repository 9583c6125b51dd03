import type { CalendarDate, ClientId } from "@cs/models";
import { sql, type Transaction } from "kysely";
import { newId } from "../../ids.ts";
import type { Tables } from "../../schema/tables.ts";
import { type AuditReader, createAuditReader, type EntryPosition } from "./audit-reader.ts";
import { chain } from "./seal.ts";

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

/** Entries that were sealed in one transaction. */
export interface SealedBatch {
  readonly count: number;
  /** The newest of them; null when there were none. */
  readonly last: EntryPosition | null;
}

export interface AuditRepository extends AuditReader {
  /** Adds an entry in the same transaction as the change it tells of. Entries are never changed. */
  add(entry: AuditEntry): Promise<void>;
  /**
   * Seals the next unsealed entries, oldest first. One transaction of a tenant does it at a time, so that the chain never
   * forks.
   */
  seal(after: EntryPosition | null, limit: number): Promise<SealedBatch>;
  /**
   * Deletes the oldest sealed entries, up to the first one on or after a day in UTC, and records it in the log. Returns
   * how many. PostgreSQL refuses a day within the last 30.
   */
  prune(request: { olderThan: CalendarDate; actor: string; requestId: string }): Promise<number>;
}

export function createAuditRepository(trx: Transaction<Tables>, tenantId: string): AuditRepository {
  const reader = createAuditReader(trx);
  return {
    ...reader,
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
    async seal(after, limit) {
      await sql`SELECT pg_advisory_xact_lock(hashtextextended('cs.audit_seals ' || ${tenantId}, 0))`.execute(trx);
      const entries = await reader.unsealed(after, limit);
      const seals = chain(entries, await reader.head());
      if (seals.length > 0) {
        await trx
          .insertInto("audit_seals")
          .values(
            seals.map((seal) => ({
              tenant_id: tenantId,
              position: seal.position,
              audit_id: seal.auditId,
              entry_hash: seal.entryHash,
              previous_hash: seal.previousHash,
              seal_hash: seal.sealHash,
            })),
          )
          .execute();
      }
      return { count: seals.length, last: entries.at(-1) ?? null };
    },
    async prune({ olderThan, actor, requestId }) {
      const { rows } = await sql<{ removed: number }>`
        SELECT cs.prune_audit_entries(${olderThan}::date, ${actor}, ${requestId}, ${newId("aud")}) AS removed
      `.execute(trx);
      return rows[0]?.removed ?? 0;
    },
  };
}
