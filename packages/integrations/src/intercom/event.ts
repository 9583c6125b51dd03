import { secondsOf } from "./time.ts";

/** Something that a contact did, as `invited-friend`. */
export interface NewEvent {
  readonly name: string;
  /** Whose event: by the id that this product gave the contact, or, for leads, by the vendor's. */
  readonly contact: { readonly externalId: string } | { readonly id: string };
  /**
   * When it happened, as ISO 8601. Intercom counts in whole seconds and takes two events of one name, contact and second
   * for the same one: that is why an event may be sent again.
   */
  readonly at: string;
  /** Up to ten keys; Intercom leaves out the others. */
  readonly metadata?: Readonly<Record<string, string | number>> | undefined;
}

/** An event as Intercom takes it. Throws `InvalidInputError` for a time that is none. */
export function eventBody({ name, contact, at, metadata }: NewEvent) {
  return {
    event_name: name,
    created_at: secondsOf(at, "at"),
    ...("id" in contact ? { id: contact.id } : { user_id: contact.externalId }),
    metadata,
  };
}
