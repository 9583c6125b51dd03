import type { Instant, RemoteSide, TicketComment, TicketEvent, TicketRef } from "@cs/models";
import { sql, type Transaction } from "kysely";
import { newId } from "../../ids.ts";
import type { Tables } from "../../schema/tables.ts";
import { createTicketReader, type TicketReader, type TicketRecord } from "./ticket-reader.ts";

/** A comment before it has an id. */
export type NewComment = Omit<TicketComment, "commentId">;

export interface TicketRepository extends TicketReader {
  /**
   * Waits for other transactions that change the ticket, and gives what they left; null when there is none. Whoever changes
   * a ticket holds it first. Several are held in one order, so that nobody waits in a circle.
   */
  hold(...refs: readonly TicketRef[]): Promise<(TicketRecord | null)[]>;
  /** Logs what happened to a ticket that is held, after what was logged before. Gives the sequence of the first event. */
  record(ref: TicketRef, events: readonly TicketEvent[]): Promise<number>;
  /** Keeps a comment and gives its id. */
  addComment(ref: TicketRef, comment: NewComment): Promise<string>;
  /** Keeps what a ticket is at its vendor. */
  keepRemote(ref: TicketRef, remote: RemoteSide, exchangedAt: Instant): Promise<void>;
}

export function createTicketRepository(trx: Transaction<Tables>, tenantId: string): TicketRepository {
  const reader = createTicketReader(trx);
  return {
    ...reader,
    async hold(...refs) {
      const names = refs.map(({ source, externalId }) => `ticket ${tenantId} ${source}:${externalId}`);
      for (const name of names.toSorted()) {
        await sql`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(trx);
      }
      return Promise.all(refs.map((ref) => reader.find(ref)));
    },
    async record({ source, externalId }, events) {
      const { rows } = await sql<{ newest: number }>`
        SELECT coalesce(max(sequence), 0) AS newest FROM cs.ticket_log
        WHERE source = ${source} AND external_id = ${externalId}
      `.execute(trx);
      const first = (rows[0]?.newest ?? 0) + 1;
      await trx
        .insertInto("ticket_log")
        .values(
          events.map(({ type, occurredAt, actor, before, after, commentId, overruled, destination }, index) => ({
            ...{ tenant_id: tenantId, source, external_id: externalId, sequence: first + index, type },
            ...{ occurred_at: occurredAt, actor, before, after, comment_id: commentId, overruled, destination },
          })),
        )
        .execute();
      return first;
    },
    async addComment({ source, externalId }, { by, author, authorEmail, body, createdAt, ...comment }) {
      const commentId = newId("tcm");
      await trx
        .insertInto("ticket_comments")
        .values({
          ...{ tenant_id: tenantId, source, external_id: externalId, comment_id: commentId, public: comment.public },
          ...{ written_by: by, author, author_email: authorEmail, body, created_at: createdAt },
        })
        .execute();
      return commentId;
    },
    async keepRemote({ source, externalId }, { vendor, remoteId, remoteUpdatedAt, ...fields }, exchangedAt) {
      const kept = { remote_id: remoteId, remote_updated_at: remoteUpdatedAt, exchanged_at: exchangedAt, ...fields };
      await trx
        .insertInto("ticket_remotes")
        .values({ tenant_id: tenantId, source, external_id: externalId, vendor, ...kept })
        .onConflict((conflict) => conflict.columns(["tenant_id", "source", "external_id", "vendor"]).doUpdateSet(kept))
        .execute();
    },
  };
}
