import type { Instant } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

/** What names an event for ever, for the consumer that deals with it. */
export interface InboxKey {
  readonly consumer: string;
  readonly source: string;
  readonly eventId: string;
}

export interface InboxEntry extends InboxKey {
  /** What the event is about, by the sender's id. */
  readonly subject: string;
  readonly occurredAt: Instant;
  /** What came of it. */
  readonly outcome: object;
}

export interface InboxRepository {
  /**
   * Waits for other transactions in which the consumer deals with events of the tenant, and gives what came of this one
   * before; null when it is new.
   */
  open(key: InboxKey): Promise<object | null>;
  /** Whether the consumer has dealt with an event of the sender about the subject that occurred later. */
  isOutdated(event: Omit<InboxEntry, "outcome">): Promise<boolean>;
  /** Notes what came of an event, in the transaction of its effect. */
  record(entry: InboxEntry): Promise<void>;
}

export function createInboxRepository(trx: Transaction<Tables>, tenantId: string): InboxRepository {
  return {
    async open({ consumer, source, eventId }) {
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`inbox ${tenantId} ${consumer}`}, 0))`.execute(trx);
      const row = await trx
        .selectFrom("inbox")
        .select("outcome")
        .where("consumer", "=", consumer)
        .where("source", "=", source)
        .where("event_id", "=", eventId)
        .executeTakeFirst();
      return row?.outcome ?? null;
    },
    async isOutdated({ consumer, source, subject, occurredAt }) {
      const row = await trx
        .selectFrom("inbox")
        .select("event_id")
        .where("consumer", "=", consumer)
        .where("source", "=", source)
        .where("subject", "=", subject)
        .where("occurred_at", ">", occurredAt)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    async record({ consumer, source, eventId, subject, occurredAt, outcome }) {
      await trx
        .insertInto("inbox")
        .values({
          tenant_id: tenantId,
          consumer,
          source,
          event_id: eventId,
          subject,
          occurred_at: occurredAt,
          outcome: JSON.stringify(outcome),
        })
        .execute();
    },
  };
}
