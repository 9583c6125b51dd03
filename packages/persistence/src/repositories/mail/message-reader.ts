import {
  type ClientId,
  type Instant,
  type MailEventKind,
  type MessageCategory,
  type MessageState,
  NotFoundError,
  type Vendor,
} from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

/** A message to store. */
export interface NewMessage {
  readonly messageId: string;
  readonly batchId: string;
  readonly clientId: ClientId;
  readonly contactSource: string;
  readonly contactId: string;
  /** In lower case. */
  readonly address: string;
  readonly category: MessageCategory;
  readonly templateName: string | null;
  readonly templateVersion: number | null;
  readonly subject: string | null;
  readonly body: string | null;
  readonly state: MessageState;
  readonly reason: string | null;
  readonly sendAt: Instant;
  readonly author: string;
}

/** A message and what became of it. */
export interface StoredMessage extends NewMessage {
  readonly provider: Vendor | null;
  readonly providerMessageId: string | null;
  readonly createdAt: Instant;
  readonly sentAt: Instant | null;
}

/** Something a provider told of a message. */
export interface StoredMailEvent {
  readonly kind: MailEventKind;
  readonly at: Instant;
  /** Written by others. */
  readonly reason: string | null;
}

export interface MessagesRequest {
  /** Only those of a call; all when null. */
  readonly batchId: string | null;
  /** The message after which the page begins. */
  readonly after: string | null;
  readonly limit: number;
}

export interface MessageReader {
  /** Throws `NotFoundError`. */
  get(messageId: string): Promise<StoredMessage>;
  /** Newest first. */
  list(request: MessagesRequest): Promise<StoredMessage[]>;
  /** How many there are in each state, of a call or of all. */
  counts(batchId: string | null): Promise<Partial<Record<MessageState, number>>>;
  /** What was told of a message: the last 25 events, oldest first. */
  events(messageId: string): Promise<StoredMailEvent[]>;
}

export const messageColumns = sql`
  message_id AS "messageId", batch_id AS "batchId", client_id AS "clientId", contact_source AS "contactSource",
  contact_id AS "contactId", address, category, template_name AS "templateName",
  template_version AS "templateVersion", subject, body, state, reason, provider,
  provider_message_id AS "providerMessageId", send_at AS "sendAt", author, created_at AS "createdAt", sent_at AS "sentAt"
`;

export function createMessageReader(trx: Transaction<Tables>): MessageReader {
  const ofBatch = (batchId: string | null) => (batchId === null ? sql`true` : sql`batch_id = ${batchId}`);
  return {
    async get(messageId) {
      const { rows } = await sql<StoredMessage>`
        SELECT ${messageColumns} FROM cs.messages WHERE message_id = ${messageId}
      `.execute(trx);
      const [found] = rows;
      if (found) return found;
      throw new NotFoundError(`There is no message ${JSON.stringify(messageId)}.`, {
        field: "messageId",
        hint: "Find the id with action status.",
      });
    },
    async list({ batchId, after, limit }) {
      const { rows } = await sql<StoredMessage>`
        SELECT ${messageColumns} FROM cs.messages
        WHERE ${ofBatch(batchId)} AND ${after === null ? sql`true` : sql`message_id < ${after}`}
        ORDER BY message_id DESC
        LIMIT ${limit}
      `.execute(trx);
      return rows;
    },
    async counts(batchId) {
      const { rows } = await sql<{ state: MessageState; count: number }>`
        SELECT state, count(*)::int AS count FROM cs.messages WHERE ${ofBatch(batchId)} GROUP BY state ORDER BY state
      `.execute(trx);
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    },
    async events(messageId) {
      const { rows } = await sql<StoredMailEvent>`
        SELECT kind, occurred_at AS at, reason FROM cs.delivery_events
        WHERE message_id = ${messageId}
        ORDER BY occurred_at DESC, received_at DESC, event_id DESC
        LIMIT 25
      `.execute(trx);
      return rows.toReversed();
    },
  };
}
