import type {
  ClientId,
  Instant,
  RemoteSide,
  SupportTicket,
  TicketComment,
  TicketEvent,
  TicketPriority,
  TicketRef,
  TicketStatus,
} from "@cs/models";
import { type RawBuilder, sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

/** A ticket as it is now. */
export interface TicketRecord extends TicketRef, SupportTicket {
  readonly clientId: ClientId;
  /** The newest sequence of its log; 0 for one that nothing was logged of. */
  readonly version: number;
}

/** An event in the log of a ticket. */
export interface LoggedEvent extends TicketRef, TicketEvent {
  /** From 1 on. */
  readonly sequence: number;
}

export interface StoredComment extends TicketRef, TicketComment {}

/** Where a ticket stands in a list. */
export interface TicketPosition extends TicketRef {
  /** When it was created, to the microsecond. */
  readonly at: string;
}

export interface TicketsRequest {
  readonly clientId: ClientId | null;
  /** Only these; all when null. */
  readonly statuses: readonly TicketStatus[] | null;
  readonly priority: TicketPriority | null;
  readonly after: TicketPosition | null;
  readonly limit: number;
}

/** Where the previous page of comments ended. */
export interface CommentPosition {
  readonly createdAt: Instant;
  readonly commentId: string;
}

export interface CommentsRequest {
  readonly refs: readonly TicketRef[];
  readonly after: CommentPosition | null;
  readonly limit: number;
}

export interface TicketReader {
  /** The ticket, or null. */
  find(ref: TicketRef): Promise<TicketRecord | null>;
  /** The newest first, and how many there are. */
  list(request: TicketsRequest): Promise<{ readonly rows: (TicketRecord & TicketPosition)[]; readonly total: number }>;
  /** Everything that was logged of tickets, each in its order. */
  log(refs: readonly TicketRef[]): Promise<LoggedEvent[]>;
  /** Comments of tickets, the newest first, and how many there are. */
  comments(request: CommentsRequest): Promise<{ readonly rows: StoredComment[]; readonly total: number }>;
  /** A comment, or null. */
  comment(commentId: string): Promise<StoredComment | null>;
  /** The ticket itself and all that were merged into it, or into one of those. */
  withMerged(ref: TicketRef): Promise<TicketRef[]>;
  /** The ticket at a vendor, or null when it is not there and not on its way. */
  remote(ref: TicketRef, vendor: string): Promise<RemoteSide | null>;
  /** The name of a contact of an account with an e-mail address, however it is written; or null. */
  contactName(clientId: ClientId, email: string): Promise<string | null>;
}

const ticketColumns = sql`
  source, external_id AS "externalId", client_id AS "clientId", subject, priority, status,
  created_at AS "createdAt", first_replied_at AS "firstRepliedAt", solved_at AS "solvedAt",
  escalated, (
    SELECT coalesce(max(sequence), 0) FROM cs.ticket_log AS log
    WHERE log.source = tickets.source AND log.external_id = tickets.external_id
  ) AS version
`;

// Times are cut to milliseconds, as callers see them: a cursor must not fall between two values that print alike.
const commentColumns = sql`
  source, external_id AS "externalId", comment_id AS "commentId", public, written_by AS by, author,
  author_email AS "authorEmail", body, date_trunc('milliseconds', created_at) AS "createdAt"
`;

export function createTicketReader(trx: Transaction<Tables>): TicketReader {
  return {
    async find({ source, externalId }) {
      const { rows } = await sql<TicketRecord>`
        SELECT ${ticketColumns} FROM cs.tickets WHERE source = ${source} AND external_id = ${externalId}
      `.execute(trx);
      return rows[0] ?? null;
    },
    async list({ clientId, statuses, priority, after, limit }) {
      const asked = sql`
        ${clientId === null ? sql`true` : sql`client_id = ${clientId}`}
        AND ${statuses === null ? sql`true` : sql`status = ANY(${statuses})`}
        AND ${priority === null ? sql`true` : sql`priority = ${priority}`}
      `;
      const beyond = after
        ? sql`(created_at, source, external_id) < (${after.at}::timestamptz, ${after.source}, ${after.externalId})`
        : sql`true`;
      const { rows } = await sql<TicketRecord & TicketPosition>`
        SELECT ${ticketColumns}, to_json(created_at) #>> '{}' AS at FROM cs.tickets WHERE ${asked} AND ${beyond}
        ORDER BY created_at DESC, source DESC, external_id DESC
        LIMIT ${limit}
      `.execute(trx);
      const counted = await sql<{ total: number }>`
        SELECT count(*) AS total FROM cs.tickets WHERE ${asked}
      `.execute(trx);
      return { rows, total: counted.rows[0]?.total ?? 0 };
    },
    async log(refs) {
      const { rows } = await sql<LoggedEvent>`
        SELECT source, external_id AS "externalId", sequence, type, occurred_at AS "occurredAt", actor, before, after,
               comment_id AS "commentId", overruled, destination
        FROM cs.ticket_log WHERE ${isOneOf(refs)}
        ORDER BY source, external_id, sequence
      `.execute(trx);
      return rows;
    },
    async comments({ refs, after, limit }) {
      const { rows } = await sql<StoredComment>`
        SELECT * FROM (SELECT ${commentColumns} FROM cs.ticket_comments WHERE ${isOneOf(refs)}) AS comment
        ${after ? sql`WHERE ("createdAt", "commentId") < (${after.createdAt}::timestamptz, ${after.commentId})` : sql``}
        ORDER BY "createdAt" DESC, "commentId" DESC
        LIMIT ${limit}
      `.execute(trx);
      const counted = await sql<{ total: number }>`
        SELECT count(*) AS total FROM cs.ticket_comments WHERE ${isOneOf(refs)}
      `.execute(trx);
      return { rows, total: counted.rows[0]?.total ?? 0 };
    },
    async comment(commentId) {
      const { rows } = await sql<StoredComment>`
        SELECT ${commentColumns} FROM cs.ticket_comments WHERE comment_id = ${commentId}
      `.execute(trx);
      return rows[0] ?? null;
    },
    async withMerged({ source, externalId }) {
      const { rows } = await sql<TicketRef>`
        WITH RECURSIVE family (source, external_id) AS (
          SELECT ${source}::text, ${externalId}::text
          UNION
          SELECT split_part(log.before, ':', 1), substr(log.before, strpos(log.before, ':') + 1)
          FROM family JOIN cs.ticket_log AS log USING (source, external_id)
          WHERE log.type = 'merged' AND log.before IS NOT NULL
        )
        SELECT source, external_id AS "externalId" FROM family
      `.execute(trx);
      return rows;
    },
    async remote({ source, externalId }, vendor) {
      const { rows } = await sql<RemoteSide>`
        SELECT vendor, remote_id AS "remoteId", remote_updated_at AS "remoteUpdatedAt", subject, status, priority
        FROM cs.ticket_remotes WHERE source = ${source} AND external_id = ${externalId} AND vendor = ${vendor}
      `.execute(trx);
      return rows[0] ?? null;
    },
    async contactName(clientId, email) {
      const { rows } = await sql<{ fullName: string }>`
        SELECT full_name AS "fullName" FROM cs.contacts
        WHERE client_id = ${clientId} AND lower(email) = lower(${email})
        ORDER BY departed_on IS NOT NULL, recorded_at DESC, external_id
        LIMIT 1
      `.execute(trx);
      return rows[0]?.fullName ?? null;
    },
  };
}

function isOneOf(refs: readonly TicketRef[]): RawBuilder<boolean> {
  const [sources, ids] = [refs.map(({ source }) => source), refs.map(({ externalId }) => externalId)];
  return sql<boolean>`(source, external_id) IN (SELECT * FROM unnest(${sources}::text[], ${ids}::text[]))`;
}
