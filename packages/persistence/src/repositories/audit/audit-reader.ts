import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { firstHash, type Seal, type StoredEntry } from "./seal.ts";

/** A seal with the entry it vouches for, which is null when it is gone. */
export interface SealedEntry extends Seal {
  readonly entry: StoredEntry | null;
}

/** Where the next entries in the order of sealing begin. */
export type EntryPosition = Pick<StoredEntry, "occurredAt" | "auditId">;

export interface AuditReader {
  /** Seals behind a position, in their order. */
  sealed(after: number, limit: number): Promise<SealedEntry[]>;
  /** The newest seal; position 0 before the first. */
  head(): Promise<Pick<Seal, "position" | "sealHash">>;
  /** Entries that no seal vouches for yet, oldest first. */
  unsealed(after: EntryPosition | null, limit: number): Promise<StoredEntry[]>;
  /** Up to which position entries were pruned, by the records of it; 0 when none were. */
  prunedUpTo(): Promise<number>;
}

const columns = sql<StoredEntry>`
  e.tenant_id AS "tenantId", e.audit_id AS "auditId", e.actor, e.operation, e.client_id AS "clientId",
  e.request_id AS "requestId", e.reason, e.changes::text AS changes,
  to_char(e.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "occurredAt"
`;

export function createAuditReader(trx: Transaction<Tables>): AuditReader {
  return {
    async sealed(after, limit) {
      const { rows } = await sql<SealedEntry>`
        SELECT s.position, s.audit_id AS "auditId", s.entry_hash AS "entryHash",
               s.previous_hash AS "previousHash", s.seal_hash AS "sealHash",
               (SELECT row_to_json(entry) FROM (
                  SELECT ${columns} FROM cs.audit_entries e
                  WHERE e.tenant_id = s.tenant_id AND e.audit_id = s.audit_id) entry) AS entry
        FROM cs.audit_seals s WHERE s.position > ${after} ORDER BY s.position LIMIT ${limit}
      `.execute(trx);
      return rows;
    },
    async head() {
      const { rows } = await sql<Pick<Seal, "position" | "sealHash">>`
        SELECT position, seal_hash AS "sealHash" FROM cs.audit_seals ORDER BY position DESC LIMIT 1
      `.execute(trx);
      return rows[0] ?? { position: 0, sealHash: firstHash };
    },
    async unsealed(after, limit) {
      const behind =
        after === null
          ? sql``
          : sql`AND (e.occurred_at, e.audit_id) > (${after.occurredAt}::timestamptz, ${after.auditId})`;
      const { rows } = await sql<StoredEntry>`
        SELECT ${columns} FROM (
          SELECT * FROM cs.audit_entries e
          WHERE NOT EXISTS (SELECT FROM cs.audit_seals s WHERE s.tenant_id = e.tenant_id AND s.audit_id = e.audit_id)
          ${behind}
          ORDER BY e.occurred_at, e.audit_id LIMIT ${limit}) e
        ORDER BY e.occurred_at, e.audit_id
      `.execute(trx);
      return rows;
    },
    async prunedUpTo() {
      const { rows } = await sql<{ position: unknown }>`
        SELECT changes -> 0 -> 'after' AS position FROM cs.audit_entries WHERE operation = 'prune_audit_log'
      `.execute(trx);
      return Math.max(0, ...rows.map(({ position }) => (Number.isSafeInteger(position) ? Number(position) : 0)));
    },
  };
}
