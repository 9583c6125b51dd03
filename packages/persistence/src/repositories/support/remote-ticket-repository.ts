import type { ClientId, Instant } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { remoteOwners } from "../remote-owners.ts";
import type { RemoteTicketEntry, StoredTicket, UnmatchedReason, UnmatchedTicket } from "./remote-tickets.ts";

export interface RemoteTicketReader {
  /** How many tickets of a source have an account, and why the others have none. */
  counts(source: string): Promise<{ matched: number; unmatched: Partial<Record<UnmatchedReason, number>> }>;
  /** When the first of the tickets of a source that have an account was made; null without any. */
  firstCreatedAt(source: string): Promise<Instant | null>;
  /** Tickets without an account, the one that was changed last first. */
  unmatched(source: string, limit: number): Promise<UnmatchedTicket[]>;
}

export interface RemoteTicketRepository extends RemoteTicketReader {
  /** Waits for other transactions that take tickets of the source, and gives what is known of these. */
  open(source: string, externalIds: readonly string[]): Promise<Map<string, RemoteTicketEntry>>;
  /** Which tickets of a source are known to have these ids of ours, by these. */
  owners(source: string, ownIds: readonly string[]): Promise<Map<string, string>>;
  /** The stored facts of tickets of a source, by their ids. */
  stored(source: string, externalIds: readonly string[]): Promise<Map<string, StoredTicket>>;
  /** Notes how tickets were taken; `left` are accounts that have lost one to another. */
  record(source: string, entries: readonly RemoteTicketEntry[], left: readonly ClientId[]): Promise<void>;
}

export function createRemoteTicketReader(trx: Transaction<Tables>): RemoteTicketReader {
  return {
    async counts(source) {
      const { rows } = await sql<{ unmatched: UnmatchedReason | null; tickets: number }>`
        SELECT unmatched, count(*)::int AS tickets FROM cs.remote_tickets WHERE source = ${source} GROUP BY unmatched
      `.execute(trx);
      const of = rows.flatMap(({ unmatched, tickets }) => (unmatched === null ? [] : [[unmatched, tickets] as const]));
      return {
        matched: rows.find(({ unmatched }) => unmatched === null)?.tickets ?? 0,
        unmatched: Object.fromEntries(of),
      };
    },
    async firstCreatedAt(source) {
      const { rows } = await sql<{ first: Instant | null }>`
        SELECT min(created_at) AS first FROM cs.tickets WHERE source = ${source}
      `.execute(trx);
      return rows[0]?.first ?? null;
    },
    async unmatched(source, limit) {
      const { rows } = await sql<UnmatchedTicket>`
        SELECT external_id AS "externalId", unmatched AS reason, organization_id AS "organizationId",
               requester_domain AS "requesterDomain", updated_at AS "updatedAt"
        FROM cs.remote_tickets
        WHERE source = ${source} AND client_id IS NULL
        ORDER BY cs.remote_tickets.updated_at DESC, external_id
        LIMIT ${limit}
      `.execute(trx);
      return rows;
    },
  };
}

export function createRemoteTicketRepository(trx: Transaction<Tables>, tenantId: string): RemoteTicketRepository {
  return {
    ...createRemoteTicketReader(trx),
    async open(source, externalIds) {
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`tickets ${tenantId} ${source}`}, 0))`.execute(trx);
      const { rows } = await sql<RemoteTicketEntry>`
        SELECT external_id AS "externalId", own_id AS "ownId", client_id AS "clientId", unmatched, organization_id AS "organizationId",
               requester_domain AS "requesterDomain", updated_at AS "updatedAt", stated_at AS "statedAt"
        FROM cs.remote_tickets
        WHERE source = ${source} AND external_id = ANY(${externalIds})
      `.execute(trx);
      return new Map(rows.map((row) => [row.externalId, row]));
    },
    owners: (source, ownIds) => remoteOwners(trx, "remote_tickets", { source, ownIds }),
    async stored(source, externalIds) {
      if (externalIds.length === 0) return new Map();
      const { rows } = await sql<StoredTicket>`
        SELECT external_id AS "externalId", client_id AS "clientId", subject, priority, status, created_at AS "createdAt",
               first_replied_at AS "firstRepliedAt", solved_at AS "solvedAt", escalated
        FROM cs.tickets
        WHERE source = ${source} AND external_id = ANY(${externalIds})
      `.execute(trx);
      return new Map(rows.map((row) => [row.externalId, row]));
    },
    async record(source, entries) {
      if (entries.length === 0) return;
      await trx
        .insertInto("remote_tickets")
        .values(
          entries.map((entry) => ({
            tenant_id: tenantId,
            source,
            external_id: entry.externalId,
            own_id: entry.ownId,
            client_id: entry.clientId,
            unmatched: entry.unmatched,
            organization_id: entry.organizationId,
            requester_domain: entry.requesterDomain,
            updated_at: entry.updatedAt,
            stated_at: entry.statedAt,
          })),
        )
        .onConflict((conflict) =>
          conflict.columns(["tenant_id", "source", "external_id"]).doUpdateSet((eb) => ({
            own_id: eb.ref("excluded.own_id"),
            client_id: eb.ref("excluded.client_id"),
            unmatched: eb.ref("excluded.unmatched"),
            organization_id: eb.ref("excluded.organization_id"),
            requester_domain: eb.ref("excluded.requester_domain"),
            updated_at: eb.ref("excluded.updated_at"),
            stated_at: eb.ref("excluded.stated_at"),
            recorded_at: sql<string>`now()`,
          })),
        )
        .execute();
    },
  };
}
