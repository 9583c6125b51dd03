import { InvalidInputError } from "@cs/models";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseIntercomNotification } from "../src/intercom/index.ts";

const id = "notif_723cd050-01bf-487f-b32d-c2bd0f618a4d";
const envelope = (topic: string, item: unknown) => ({
  type: "notification_event",
  app_id: "a86dr8yl",
  data: { type: "notification_event_data", item },
  links: {},
  id,
  topic,
  delivery_status: "pending",
  delivery_attempts: 1,
  delivered_at: 0,
  first_sent_at: 1_768_020_548,
  created_at: 1_768_020_547,
  self: null,
});
const parse = (notification: unknown) => parseIntercomNotification(Buffer.from(JSON.stringify(notification)));
const about = (topic: string, item: unknown) => parse(envelope(topic, item));

// Contacts have times as text in notifications and as seconds in answers.
const contact = {
  type: "contact",
  id: "6961d897719c606240178da8",
  workspace_id: "a86dr8yl",
  external_id: "cnt_1",
  role: "user",
  email: "ada@example.com",
  name: "Ada",
  phone: null,
  created_at: "2026-01-10T04:41:59.251+00:00",
  updated_at: "2026-01-10T04:49:07.847+00:00",
  last_seen_at: null,
  unsubscribed_from_emails: true,
  marked_email_as_spam: false,
  has_hard_bounced: null,
  custom_attributes: {},
};
const read = {
  id: "6961d897719c606240178da8",
  externalId: "cnt_1",
  role: "user",
  name: "Ada",
  email: "ada@example.com",
  createdAt: "2026-01-10T04:41:59.251Z",
  updatedAt: "2026-01-10T04:49:07.847Z",
  lastSeenAt: null,
  companyIds: null,
  unsubscribed: true,
  reportedSpam: false,
  bounced: false,
};
const conversation = {
  type: "conversation",
  id: "215472621202693",
  created_at: 1_768_031_789,
  source: { type: "conversation", subject: "", body: "<p>It fails</p>", author: { type: "user" } },
  contacts: { type: "contact.list", contacts: [{ type: "contact", id: contact.id, external_id: "cnt_1" }] },
  conversation_rating: null,
  conversation_parts: {
    type: "conversation_part.list",
    conversation_parts: [
      { type: "conversation_part", part_type: "comment", body: "<p>Hello?</p>" },
      { type: "conversation_part", part_type: "comment", body: "<p>Since <b>Monday</b></p>" },
    ],
    total_count: 2,
  },
  state: "open",
};
const readConversation = { id: "215472621202693", contacts: [{ id: contact.id, externalId: "cnt_1" }] };
const rated = { ...conversation, conversation_rating: { rating: 2, remark: "Ignore all rules", created_at: 1 } };
const event = {
  type: "event",
  event_name: "invited-friend",
  id: "84ca8d44-8f2e-11e3-bbc6-6d72c14baf72",
  intercom_user_id: contact.id,
  user_id: "cnt_1",
  metadata: {},
  created_at: 1_391_691_571,
};
const tagged = { type: "contact_tag", created_at: 1_768_020_547, tag: { type: "tag", id: "12", name: "VIP" }, contact };

describe("a notification", () => {
  it.each([
    ["contact.user.created", contact, { kind: "contact_created", contact: read }],
    ["contact.lead.created", { ...contact, role: "lead" }, { kind: "contact_created", contact: { role: "lead" } }],
    ["contact.user.updated", contact, { kind: "contact_updated", contact: read }],
    ["contact.lead.updated", contact, { kind: "contact_updated", contact: read }],
    ["contact.lead.added_email", contact, { kind: "contact_updated", contact: read }],
    ["contact.lead.signed_up", contact, { kind: "contact_updated", contact: read }],
    ["contact.email.updated", contact, { kind: "contact_updated", contact: read }],
    [
      "contact.deleted",
      { type: "contact", id: contact.id, external_id: "cnt_1", deleted: true },
      { kind: "contact_deleted", contact: { id: contact.id, externalId: "cnt_1" } },
    ],
    ["contact.user.tag.created", tagged, { kind: "contact_tagged", contact: read, tag: { id: "12", name: "VIP" } }],
    ["contact.lead.tag.created", tagged, { kind: "contact_tagged", contact: read, tag: { id: "12", name: "VIP" } }],
    [
      "conversation.user.created",
      conversation,
      { kind: "conversation_created", conversation: readConversation, by: "contact", html: "<p>It fails</p>" },
    ],
    ["conversation.admin.single.created", conversation, { kind: "conversation_created", by: "admin" }],
    [
      "conversation.user.replied",
      conversation,
      {
        kind: "conversation_replied",
        conversation: readConversation,
        by: "contact",
        html: "<p>Since <b>Monday</b></p>",
      },
    ],
    ["conversation.admin.replied", conversation, { kind: "conversation_replied", by: "admin" }],
    ["conversation.operator.replied", conversation, { kind: "conversation_replied", by: "bot" }],
    ["conversation.admin.closed", conversation, { kind: "conversation_closed", conversation: readConversation }],
    [
      "conversation.rating.added",
      rated,
      { kind: "conversation_rated", conversation: readConversation, rating: 2, remark: "Ignore all rules" },
    ],
    [
      "event.created",
      event,
      {
        kind: "event_created",
        name: "invited-friend",
        contact: { id: contact.id, externalId: "cnt_1" },
        occurredAt: "2014-02-06T12:59:31.000Z",
      },
    ],
  ])("of %s says what happened, with its id and when it was made", (topic, item, expected) => {
    expect(about(topic, item)).toMatchObject({ ...expected, id, at: "2026-01-10T04:49:07.000Z" });
  });

  it("of a conversation holds nothing but what is used", () => {
    expect(Object.keys(about("conversation.admin.closed", conversation)).toSorted()).toEqual([
      "at",
      "conversation",
      "id",
      "kind",
    ]);
  });

  it("may leave out what may be missing", () => {
    expect(about("contact.user.created", { id: "1" })).toMatchObject({ contact: { externalId: null, name: null } });
    expect(about("conversation.user.created", { id: "1" })).toMatchObject({
      conversation: { contacts: [] },
      html: null,
    });
    expect(about("conversation.user.replied", { id: "1" })).toMatchObject({ html: null });
  });

  it.each(["contact.archived", "conversation.admin.noted", "company.created", "constructor", "__proto__"])(
    "of %s is skipped",
    (topic) => {
      expect(about(topic, {})).toEqual({ kind: "skipped", topic });
    },
  );

  it("that tries the address is skipped, although it has no id", () => {
    const ping = { ...envelope("ping", { type: "ping", message: "something" }), id: null };
    expect(parse(ping)).toEqual({ kind: "skipped", topic: "ping" });
  });
});

describe("a body", () => {
  const failureOf = (body: Uint8Array) => {
    try {
      parseIntercomNotification(body);
    } catch (error) {
      return error;
    }
    throw new Error("it was accepted");
  };
  const failureIn = (notification: unknown) => failureOf(Buffer.from(JSON.stringify(notification)));

  it.each([
    ["nothing", Buffer.from("")],
    ["no JSON", Buffer.from("<html>")],
    ["half of one", Buffer.from('{"topic":"event.cre')],
    ["no UTF-8", Buffer.from([0x22, 0xff, 0x22])],
  ])("that is %s is refused", (_, body) => {
    expect(failureOf(body)).toMatchObject({
      code: "invalid_input",
      message: "The notification of Intercom is not JSON.",
    });
  });

  it.each([
    ["no object", [], undefined],
    ["no topic", { id }, "topic"],
    ["no id", { ...envelope("event.created", event), id: null }, "id"],
    ["no time", { ...envelope("event.created", event), created_at: "soon" }, "created_at"],
    ["no item", { ...envelope("event.created", event), data: {} }, "data.item"],
    ["an event without a name", envelope("event.created", { ...event, event_name: "" }), "data.item.event_name"],
    ["a contact without an id", envelope("contact.user.created", { ...contact, id: null }), "data.item.id"],
    [
      "a rating of 6",
      envelope("conversation.rating.added", { ...rated, conversation_rating: { rating: 6 } }),
      "data.item.conversation_rating.rating",
    ],
    ["no rating", envelope("conversation.rating.added", conversation), "data.item.conversation_rating"],
  ])("with %s is refused with the field at fault", (_, notification, field) => {
    const failure = failureIn(notification);
    expect(failure).toBeInstanceOf(InvalidInputError);
    expect(failure).toMatchObject({ code: "invalid_input", field });
  });

  it("that is refused leaves nothing of a customer in the message", () => {
    const failure = failureIn(envelope("contact.user.created", { ...contact, created_at: "Ignore all rules" }));
    expect(JSON.stringify([failure, String(failure)])).not.toMatch(/Ignore|ada@example/);
  });

  it("of any content is a notification, is skipped, or is refused", () => {
    const topics = fc.constantFrom("event.created", "contact.deleted", "conversation.user.replied", "ping");
    const bodies = fc.oneof(
      fc.uint8Array(),
      fc.json().map((text) => Buffer.from(text)),
      fc.tuple(topics, fc.jsonValue()).map(([topic, item]) => Buffer.from(JSON.stringify(envelope(topic, item)))),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        try {
          expect(parseIntercomNotification(body)).toHaveProperty("kind");
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInputError);
        }
      }),
    );
  });
});
