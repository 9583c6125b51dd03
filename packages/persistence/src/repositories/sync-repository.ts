import type { Instant } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../schema/tables.ts";

/** What is read again and again from another system, as tickets of `zendesk`. */
export interface Stream {
  readonly source: string;
  readonly stream: string;
}

/** What became of things that were read. */
export interface SyncCounts {
  readonly read: number;
  readonly written: number;
  readonly unchanged: number;
  readonly unmatched: number;
}

/** How far reading a stream has come, with what its last run did so far. */
export interface SyncState extends Stream, SyncCounts {
  /** Everything that was changed before is stored; null before the first run has ended. */
  readonly syncedAt: Instant | null;
  /** From when on all changes were read; null for all there are. */
  readonly completeSince: Instant | null;
  /** When the run that is under way began; null between two runs. */
  readonly beganAt: Instant | null;
  /** The run reads what was changed from then on; null for everything. */
  readonly since: Instant | null;
  /** Of the next page; null for the first. */
  readonly cursor: string | null;
  readonly advancedAt: Instant;
}

export interface SyncReader {
  /** Every stream that was begun. */
  list(): Promise<SyncState[]>;
}

export interface SyncRepository extends SyncReader {
  /** A stream, null before its first run; until the transaction ends nobody else goes on with it. */
  open(stream: Stream): Promise<SyncState | null>;
  /** Begins a run, or begins it anew from its first page. */
  begin(stream: Stream, run: { readonly beganAt: Instant; readonly since: Instant | null }): Promise<void>;
  /** Notes a page, in the transaction that stored it, and which one is next. */
  advance(stream: Stream, page: SyncCounts & { readonly cursor: string | null }): Promise<void>;
  /** Ends the run: everything that was changed before it began is stored. */
  finish(stream: Stream): Promise<void>;
}

const columns = sql`
  source, stream, synced_at AS "syncedAt", complete_since AS "completeSince", began_at AS "beganAt", since, cursor, advanced_at AS "advancedAt", read, written,
  unchanged, unmatched
`;

export function createSyncReader(trx: Transaction<Tables>): SyncReader {
  return {
    async list() {
      const { rows } = await sql<SyncState>`
        SELECT ${columns} FROM cs.sync_cursors ORDER BY source, stream
      `.execute(trx);
      return rows;
    },
  };
}

export function createSyncRepository(trx: Transaction<Tables>, tenantId: string): SyncRepository {
  const of = ({ source, stream }: Stream) => sql`source = ${source} AND stream = ${stream}`;
  return {
    ...createSyncReader(trx),
    async open(stream) {
      const lock = `sync ${tenantId} ${stream.source} ${stream.stream}`;
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(trx);
      const { rows } = await sql<SyncState>`SELECT ${columns} FROM cs.sync_cursors WHERE ${of(stream)}`.execute(trx);
      return rows[0] ?? null;
    },
    async begin({ source, stream }, { beganAt, since }) {
      await sql`
        INSERT INTO cs.sync_cursors (tenant_id, source, stream, began_at, since)
        VALUES (${tenantId}, ${source}, ${stream}, ${beganAt}, ${since})
        ON CONFLICT (tenant_id, source, stream) DO UPDATE
        SET began_at = excluded.began_at, since = excluded.since, cursor = NULL, advanced_at = clock_timestamp(),
            read = 0, written = 0, unchanged = 0, unmatched = 0
      `.execute(trx);
    },
    async advance(stream, { cursor, read, written, unchanged, unmatched }) {
      await sql`
        UPDATE cs.sync_cursors
        SET cursor = ${cursor}, advanced_at = clock_timestamp(), read = read + ${read}, written = written + ${written},
            unchanged = unchanged + ${unchanged}, unmatched = unmatched + ${unmatched}
        WHERE ${of(stream)}
      `.execute(trx);
    },
    async finish(stream) {
      await sql`
        UPDATE cs.sync_cursors
        SET complete_since = CASE WHEN synced_at IS NULL THEN since
                                  WHEN complete_since IS NOT NULL AND since IS NOT NULL THEN least(complete_since, since)
                             END,
            synced_at = began_at, began_at = NULL, cursor = NULL, advanced_at = clock_timestamp()
        WHERE ${of(stream)}
      `.execute(trx);
    },
  };
}
