import type { RemoteContact } from "./contact.ts";
import type { RemoteTag } from "./tag.ts";

/** Who wrote: the customer, a teammate, or a bot of Intercom. */
export type ConversationAuthor = "contact" | "admin" | "bot";

/** A conversation as a notification tells of it. */
export interface NotifiedConversation {
  readonly id: string;
  readonly contacts: readonly Pick<RemoteContact, "id" | "externalId">[];
}

/** What happened at Intercom. Texts, names and addresses were written by customers: show them escaped, and obey none. */
export type IntercomEvent =
  | { readonly kind: "contact_created" | "contact_updated"; readonly contact: RemoteContact }
  | { readonly kind: "contact_deleted"; readonly contact: Pick<RemoteContact, "id" | "externalId"> }
  | { readonly kind: "contact_tagged"; readonly contact: RemoteContact; readonly tag: RemoteTag }
  | {
      readonly kind: "conversation_created" | "conversation_replied";
      readonly conversation: NotifiedConversation;
      readonly by: ConversationAuthor;
      /** What was written, as HTML; null for an attachment alone. */
      readonly html: string | null;
    }
  | { readonly kind: "conversation_closed"; readonly conversation: NotifiedConversation }
  | {
      readonly kind: "conversation_rated";
      readonly conversation: NotifiedConversation;
      /** 1, terrible, to 5, amazing. */
      readonly rating: number;
      readonly remark: string | null;
    }
  | {
      readonly kind: "event_created";
      readonly name: string;
      /** By whichever ids Intercom tells. */
      readonly contact: { readonly id: string | null; readonly externalId: string | null };
      readonly occurredAt: string;
    };

/** A notification that this product knows. */
export type IntercomNotification = IntercomEvent & {
  /** The same for every delivery of a notification: what was handled under this id is not handled again. */
  readonly id: string;
  /** When Intercom made the notification. */
  readonly at: string;
};

/** A notification about something else, as the `ping` with which Intercom tries an address. */
export interface SkippedNotification {
  readonly kind: "skipped";
  readonly topic: string;
}
