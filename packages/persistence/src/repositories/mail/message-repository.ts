import type { MailEvent, MessageState, Vendor } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import {
  createMessageReader,
  type MessageReader,
  messageColumns,
  type NewMessage,
  type StoredMessage,
} from "./message-reader.ts";

/** What came of sending a message. */
export interface MessageOutcome {
  readonly state: MessageState;
  readonly reason: string | null;
  /** Who took it, and under which id; null when nobody did. */
  readonly taken: { readonly provider: Vendor; readonly id: string | null } | null;
}

/** A state that a message moves to, unless it is in another one by now than in `from`. */
export interface MessageMove {
  readonly messageId: string;
  readonly state: MessageState;
  readonly reason: string | null;
  readonly from: readonly MessageState[];
}

export interface MessageRepository extends MessageReader {
  add(messages: readonly NewMessage[]): Promise<void>;
  /** The message, kept from others until the transaction ends; null when there is none. */
  open(messageId: string): Promise<StoredMessage | null>;
  /** Notes what came of sending. What a provider has told of it since is not forgotten: then only its id is noted. */
  settle(messageId: string, outcome: MessageOutcome): Promise<void>;
  /** Keeps events that were not known, and gives these. One about a message that is not ours keeps no message id. */
  recordEvents(events: readonly MailEvent[]): Promise<MailEvent[]>;
  move(moves: readonly MessageMove[]): Promise<void>;
}

/** States in which nobody but us has said anything of a message. */
const ownStates = ["accepted", "scheduled", "suppressed", "failed", "unknown"] as const;

export function createMessageRepository(trx: Transaction<Tables>, tenantId: string): MessageRepository {
  return {
    ...createMessageReader(trx),
    async add(messages) {
      if (messages.length === 0) return;
      await sql`
        INSERT INTO cs.messages
          (tenant_id, message_id, batch_id, client_id, contact_source, contact_id, address, category, template_name,
           template_version, subject, body, state, reason, send_at, author)
        SELECT ${tenantId}, "messageId", "batchId", "clientId", "contactSource", "contactId", address, category,
               "templateName", "templateVersion", subject, body, state, reason, "sendAt", author
        FROM jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) AS given
          ("messageId" text, "batchId" text, "clientId" text, "contactSource" text, "contactId" text, address text,
           category text, "templateName" text, "templateVersion" integer, subject text, body text, state text,
           reason text, "sendAt" timestamptz, author text)
      `.execute(trx);
    },
    async open(messageId) {
      const { rows } = await sql<StoredMessage>`
        SELECT ${messageColumns} FROM cs.messages WHERE message_id = ${messageId} FOR UPDATE
      `.execute(trx);
      return rows[0] ?? null;
    },
    async settle(messageId, { state, reason, taken }) {
      const ours = sql`state = ANY(${ownStates})`;
      await sql`
        UPDATE cs.messages
        SET state = CASE WHEN ${ours} THEN ${state} ELSE state END,
            reason = CASE WHEN ${ours} THEN ${reason} ELSE reason END,
            provider = coalesce(${taken?.provider ?? null}, provider),
            provider_message_id = coalesce(${taken?.id ?? null}, provider_message_id),
            sent_at = CASE WHEN ${taken !== null} THEN coalesce(sent_at, clock_timestamp()) ELSE sent_at END
        WHERE message_id = ${messageId}
      `.execute(trx);
    },
    async recordEvents(events) {
      if (events.length === 0) return [];
      // In one order, so that two who are told the same do not wait for each other.
      const { rows } = await sql<{ provider: Vendor; eventId: string; messageId: string | null }>`
        INSERT INTO cs.delivery_events
          (tenant_id, provider, event_id, message_id, address, kind, reason, occurred_at)
        SELECT ${tenantId}, given.provider, "eventId", ours.message_id, given.address, kind, given.reason, at
        FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS given
          (provider text, "eventId" text, "messageId" text, address text, kind text, reason text, at timestamptz)
        LEFT JOIN cs.messages AS ours ON ours.message_id = given."messageId"
        ORDER BY given.provider, "eventId"
        ON CONFLICT DO NOTHING
        RETURNING provider, event_id AS "eventId", message_id AS "messageId"
      `.execute(trx);
      const stored = new Map(rows.map((row) => [`${row.provider} ${row.eventId}`, row.messageId]));
      return events.flatMap((event) => {
        const key = `${event.provider} ${event.eventId}`;
        const messageId = stored.get(key);
        // An event that is there twice is stored once.
        stored.delete(key);
        return messageId === undefined ? [] : [{ ...event, messageId }];
      });
    },
    async move(moves) {
      if (moves.length === 0) return;
      await sql`
        WITH given AS MATERIALIZED (
          SELECT * FROM jsonb_to_recordset(${JSON.stringify(moves)}::jsonb)
            AS given ("messageId" text, state text, reason text, "from" text[])
        ), locked AS MATERIALIZED (
          SELECT message_id FROM cs.messages WHERE message_id IN (SELECT "messageId" FROM given)
          ORDER BY message_id FOR UPDATE
        )
        UPDATE cs.messages AS m SET state = given.state, reason = given.reason
        FROM given JOIN locked ON locked.message_id = "messageId"
        WHERE m.message_id = "messageId" AND m.state = ANY("from")
      `.execute(trx);
    },
  };
}
