import { z } from "zod";
import { contactOnWire, idOnWire } from "./contact.ts";
import type { ConversationAuthor, IntercomEvent } from "./notification.ts";
import { tagOnWire } from "./tag.ts";
import { timeOnWire } from "./time.ts";

const text = z.string().nullish();

const referenceOnWire = z
  .object({ id: idOnWire, external_id: text })
  .transform((wire) => ({ id: wire.id, externalId: wire.external_id ?? null }));

const conversationOnWire = {
  id: idOnWire,
  contacts: z.object({ contacts: z.array(referenceOnWire).nullish() }).nullish(),
};
type ConversationOnWire = z.output<z.ZodObject<typeof conversationOnWire>>;
const conversationOf = ({ id, contacts }: ConversationOnWire) => ({ id, contacts: contacts?.contacts ?? [] });

const written = z.object({ body: text });

const contactIs = (kind: "contact_created" | "contact_updated") =>
  contactOnWire.transform((contact): IntercomEvent => ({ kind, contact }));

const contactDeleted = referenceOnWire.transform((contact): IntercomEvent => ({ kind: "contact_deleted", contact }));

const contactTagged = z
  .object({ contact: contactOnWire, tag: tagOnWire })
  .transform((wire): IntercomEvent => ({ kind: "contact_tagged", ...wire }));

const conversationCreated = (by: ConversationAuthor) =>
  z.object({ ...conversationOnWire, source: written.nullish() }).transform(
    (wire): IntercomEvent => ({
      kind: "conversation_created",
      conversation: conversationOf(wire),
      by,
      html: wire.source?.body ?? null,
    }),
  );

const conversationReplied = (by: ConversationAuthor) =>
  z
    .object({
      ...conversationOnWire,
      conversation_parts: z.object({ conversation_parts: z.array(written).nullish() }).nullish(),
    })
    .transform(
      (wire): IntercomEvent => ({
        kind: "conversation_replied",
        conversation: conversationOf(wire),
        by,
        html: wire.conversation_parts?.conversation_parts?.at(-1)?.body ?? null,
      }),
    );

const conversationClosed = z
  .object(conversationOnWire)
  .transform((wire): IntercomEvent => ({ kind: "conversation_closed", conversation: conversationOf(wire) }));

const conversationRated = z
  .object({
    ...conversationOnWire,
    conversation_rating: z.object({ rating: z.number().int().min(1).max(5), remark: text }),
  })
  .transform(
    ({ conversation_rating: { rating, remark }, ...wire }): IntercomEvent => ({
      kind: "conversation_rated",
      conversation: conversationOf(wire),
      rating,
      remark: remark || null,
    }),
  );

const eventCreated = z
  .object({ event_name: z.string().min(1), created_at: timeOnWire, intercom_user_id: text, user_id: text })
  .transform(
    (wire): IntercomEvent => ({
      kind: "event_created",
      name: wire.event_name,
      contact: { id: wire.intercom_user_id ?? null, externalId: wire.user_id ?? null },
      occurredAt: wire.created_at,
    }),
  );

/** What `data.item` of a notification is, by the topics that are read. */
export const itemsOnWire: ReadonlyMap<string, z.ZodType<IntercomEvent>> = new Map<string, z.ZodType<IntercomEvent>>([
  ["contact.user.created", contactIs("contact_created")],
  ["contact.lead.created", contactIs("contact_created")],
  ["contact.user.updated", contactIs("contact_updated")],
  ["contact.lead.updated", contactIs("contact_updated")],
  ["contact.lead.added_email", contactIs("contact_updated")],
  ["contact.lead.signed_up", contactIs("contact_updated")],
  ["contact.email.updated", contactIs("contact_updated")],
  ["contact.deleted", contactDeleted],
  ["contact.user.tag.created", contactTagged],
  ["contact.lead.tag.created", contactTagged],
  ["conversation.user.created", conversationCreated("contact")],
  ["conversation.admin.single.created", conversationCreated("admin")],
  ["conversation.user.replied", conversationReplied("contact")],
  ["conversation.admin.replied", conversationReplied("admin")],
  ["conversation.operator.replied", conversationReplied("bot")],
  ["conversation.admin.closed", conversationClosed],
  ["conversation.rating.added", conversationRated],
  ["event.created", eventCreated],
]);
