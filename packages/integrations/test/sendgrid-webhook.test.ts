import { describe, expect, it } from "vitest";
import {
  type DeliveryEvent,
  parseSendgridEvents,
  suppressionOf,
  verifySendgridWebhook,
} from "../src/sendgrid/index.ts";

describe("a signed webhook", () => {
  // Key pair and signature were made by `openssl ecparam -name prime256v1 -genkey` and `openssl dgst -sha256 -sign`.
  const publicKey =
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAETm4LxHVEQusIwcW7pI4ZRSbQKKIOHCtuX5AdCuCUQRmK1L5tX274gnX6JHW/cValDCDPTl8Gy52731KpxW+Ydw==";
  const signature = "MEYCIQD84f36gSAVmk+kjv4ASDP7QLMSJ0LzysE9OKX3CCVOLgIhAJ6U6MGHbFHfHtLrTrk+qbHD7vDyuSeH7yYemEYwTZy3";
  const text = '[{"email":"zoë@example.com","event":"delivered"}]\r\n';
  const signed = (changes: { signature?: string; timestamp?: string; text?: string; publicKey?: string } = {}) => ({
    publicKey: changes.publicKey ?? publicKey,
    headers: {
      "x-twilio-email-event-webhook-signature": changes.signature ?? signature,
      "x-twilio-email-event-webhook-timestamp": changes.timestamp ?? "1767225600",
    },
    body: Buffer.from(changes.text ?? text),
    now: 1_767_225_600_000,
  });

  it("is known by the signature of its time and body", () => {
    expect(verifySendgridWebhook(signed())).toBe(true);
  });

  it("is known as in the example of SendGrid's own libraries", () => {
    const webhook = signed({
      publicKey:
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA==",
      signature: "MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0=",
      timestamp: "1588788367",
      text: '{"category":"example_payload","event":"test_event","message_id":"message_id"}',
    });
    expect(verifySendgridWebhook({ ...webhook, now: 1_588_788_367_000 })).toBe(true);
  });

  // The same body, signed by `openssl` with a key on another curve.
  const otherCurve = {
    publicKey:
      "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEpI1JzeusIeIBblkSrnyfeMzqea/atGFDemYp/5p6h/L17eFwekQk/B247Y26DAbhcx3wOvP+loysfMD4KlP+Z79SudSebuc1BD7vyWJ/aCXYLTN965Jc4oAQ/5p2ZkOH",
    signature:
      "MGUCMQD9uWIeP9x19XNqyxOhsoxET6EHBKHrOJ3z74D96g1nLG38SshMMzXTUP/wshGVdz0CMAJuXQ700B+JGQ3OAOjCAckK7Ty5t1ZxKgYwz1UU3vQOa6Mu3OGS9dYk5cEI8uHdRg==",
  };

  it.each([
    ["another body", signed({ text: text.replace("delivered", "bounce") })],
    ["a body that was written anew", signed({ text: text.trim() })],
    ["another time", signed({ timestamp: "1767225601" })],
    ["a time of more than five minutes ago", { ...signed(), now: 1_767_225_600_000 + 300_001 }],
    ["a time of more than five minutes ahead", { ...signed(), now: 1_767_225_600_000 - 300_001 }],
    ["a time that is none", signed({ timestamp: "soon" })],
    ["an empty signature", signed({ signature: "" })],
    ["a signature that is none", signed({ signature: "\u0000💥" })],
    ["half a signature", signed({ signature: signature.slice(0, 40) })],
    ["no headers", { ...signed(), headers: {} }],
    ["a key that is none", signed({ publicKey: "soon" })],
    ["no key", signed({ publicKey: "" })],
    ["a key on another curve", signed(otherCurve)],
  ])("with %s is refused", (_, webhook) => {
    expect(verifySendgridWebhook(webhook)).toBe(false);
  });
});

const parse = (body: unknown) => parseSendgridEvents(Buffer.from(JSON.stringify(body)));

/** What every event has, as in SendGrid's reference of the event webhook. */
const about = {
  email: "ada@example.com",
  timestamp: 1_513_299_569,
  "smtp-id": "<14c5d75ce93.dfd.64b469@ismtpd-555>",
  category: ["cat facts"],
  sg_event_id: "rbtnWrG1DVDGGGFHFyun0A==",
  sg_message_id: "14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0",
  cs_message_id: "msg_1",
};
const message = {
  id: "rbtnWrG1DVDGGGFHFyun0A==",
  // As `date -u -d @1513299569` says.
  at: "2017-12-15T00:59:29.000Z",
  email: "ada@example.com",
  messageId: "msg_1",
  vendorMessageId: "14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0",
};

describe("an event", () => {
  const hard = { reason: "hard_bounce", groupId: null };
  const spam = { reason: "spam_report", groupId: null };
  const left = { reason: "unsubscribed", groupId: null };
  const leftGroup = { reason: "unsubscribed", groupId: 10 };
  const dropped = (cause: string, reason: string | null, groupId: number | null = null) => ({
    kind: "dropped",
    cause,
    groupId,
    reason,
  });

  it.each<[string, object, object, object | null]>([
    ["processed", { event: "processed" }, { kind: "processed" }, null],
    ["delivered", { event: "delivered", response: "250 OK" }, { kind: "delivered" }, null],
    [
      "deferred",
      { event: "deferred", response: "400 try again later" },
      { kind: "deferred", reason: "400 try again later" },
      null,
    ],
    [
      "bounced",
      { event: "bounce", type: "bounce", reason: "500 unknown recipient", status: "5.0.0" },
      { kind: "bounced", bounce: "hard", reason: "500 unknown recipient" },
      hard,
    ],
    ["bounced, of the older kind", { event: "bounce" }, { kind: "bounced", bounce: "hard", reason: null }, hard],
    [
      "blocked",
      { event: "bounce", type: "blocked", reason: "550 blocked by policy" },
      { kind: "bounced", bounce: "blocked", reason: "550 blocked by policy" },
      null,
    ],
    [
      "dropped, bounced before",
      { event: "dropped", reason: "Bounced Address" },
      dropped("bounced_address", "Bounced Address"),
      hard,
    ],
    [
      "dropped, no address",
      { event: "dropped", reason: "Invalid" },
      dropped("invalid_address", "Invalid"),
      { reason: "invalid_address", groupId: null },
    ],
    [
      "dropped, spam before",
      { event: "dropped", reason: "Spam Reporting Address" },
      dropped("spam_reporting_address", "Spam Reporting Address"),
      spam,
    ],
    [
      "dropped, unsubscribed",
      { event: "dropped", reason: "Unsubscribed Address" },
      dropped("unsubscribed_address", "Unsubscribed Address"),
      left,
    ],
    [
      "dropped, unsubscribed from a group",
      { event: "dropped", reason: "Unsubscribed Address", asm_group_id: 10 },
      dropped("unsubscribed_address", "Unsubscribed Address", 10),
      leftGroup,
    ],
    [
      "out of a group without its id",
      { event: "group_unsubscribe" },
      { kind: "group_unsubscribed", groupId: null },
      left,
    ],
    ["dropped, for spam", { event: "dropped", reason: "Spam Content" }, dropped("spam_content", "Spam Content"), null],
    [
      "dropped, over the quota",
      { event: "dropped", reason: "Recipient List over Package Quota" },
      dropped("over_quota", "Recipient List over Package Quota"),
      null,
    ],
    ["dropped, nobody knows why", { event: "dropped" }, dropped("other", null), null],
    [
      "dropped, for a word of JavaScript",
      { event: "dropped", reason: "constructor" },
      dropped("other", "constructor"),
      null,
    ],
    ["opened", { event: "open", sg_machine_open: false }, { kind: "opened", byMachine: false }, null],
    ["opened by a machine", { event: "open", sg_machine_open: true }, { kind: "opened", byMachine: true }, null],
    [
      "clicked",
      { event: "click", url: "http://www.example.com/" },
      { kind: "clicked", url: "http://www.example.com/" },
      null,
    ],
    ["called spam", { event: "spamreport" }, { kind: "spam_reported" }, spam],
    ["unsubscribed", { event: "unsubscribe" }, { kind: "unsubscribed" }, left],
    [
      "out of a group",
      { event: "group_unsubscribe", asm_group_id: 10 },
      { kind: "group_unsubscribed", groupId: 10 },
      leftGroup,
    ],
    [
      "in a group again",
      { event: "group_resubscribe", asm_group_id: 10 },
      { kind: "group_resubscribed", groupId: 10 },
      null,
    ],
  ])("%s is read, and says whether to write again", (_, wire, expected, suppression) => {
    const event: DeliveryEvent = { ...message, ...expected } as DeliveryEvent;
    expect(parse([{ ...about, ...wire }])).toEqual({ events: [event], unknown: 0, unreadable: 0 });
    const since = "2017-12-15T00:59:29.000Z";
    expect(suppressionOf(event)).toEqual(suppression && { email: "ada@example.com", since, ...suppression });
  });

  it("of an e-mail that was not sent from here has no id of ours", () => {
    const { cs_message_id: _, sg_message_id: __, ...foreign } = about;
    const { events } = parse([{ ...foreign, event: "delivered", unique_args: { other: "1" } }]);
    expect(events).toMatchObject([{ messageId: null, vendorMessageId: null }]);
  });
});

describe("a body", () => {
  it("of many events keeps their order, and counts what it leaves out", () => {
    const { sg_event_id: _, ...withoutId } = about;
    const body = [
      { ...about, event: "delivered", sg_event_id: "b" },
      { ...about, event: "account_status_change" },
      { event: "account_status_change", type: "compliance_suspend", timestamp: 1_513_299_569 },
      { ...about, event: "toString" },
      { ...withoutId, event: "delivered" },
      { ...about, event: "open", timestamp: 1e15 },
      { ...about, event: "processed", sg_event_id: "a" },
    ];
    const { events, unknown, unreadable } = parse(body);
    expect(events.map(({ id, kind }) => [id, kind])).toEqual([
      ["b", "delivered"],
      ["a", "processed"],
    ]);
    expect({ unknown, unreadable }).toEqual({ unknown: 3, unreadable: 2 });
  });

  it("of no event is one", () => {
    expect(parse([])).toEqual({ events: [], unknown: 0, unreadable: 0 });
  });

  it.each([
    ["nothing", ""],
    ["text", "hello"],
    ["half a list", '[{"event":"delivered"'],
    ["an object", '{"event":"delivered"}'],
    ["a list of something else", "[1]"],
    ["a list of events without a type", '[{"email":"ada@example.com"}]'],
    ["broken characters", Buffer.from([0xff, 0xfe])],
  ])("that is %s is refused", (_, body) => {
    const refused = { code: "invalid_input", message: "The body is not a list of SendGrid's events." };
    expect(() => parseSendgridEvents(Buffer.from(body))).toThrow(expect.objectContaining(refused));
  });
});
