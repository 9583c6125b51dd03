import { InvalidInputError } from "@cs/models";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createZendesk, parseZendeskEvent } from "../src/zendesk/index.ts";
import { answer, openFaultServer } from "./fault-server.ts";

/** As Zendesk's documentation shows an event, with the form of what it sends: words in capitals, ids as text. */
const sent = {
  account_id: 22129848,
  id: "cbe4028c-7239-495d-b020-f22348516046",
  subject: "zen:ticket:5158",
  time: "2025-01-08T10:12:07.672717030Z",
  type: "zen:event-type:ticket.created",
  zendesk_event_version: "2022-11-06",
  event: {},
  detail: {
    actor_id: "8447388090494",
    created_at: "2025-01-08T10:12:07Z",
    custom_status: "8447320465790",
    description: "Cannot log in",
    external_id: null as string | null,
    id: "5158",
    is_public: true,
    organization_id: "8447346622462" as string | null,
    priority: "HIGH" as string | null,
    requester_id: "8447388090494",
    status: "OPEN",
    subject: "Cannot log in to the mobile app",
    tags: ["mobile"],
    type: "PROBLEM",
    updated_at: "2025-01-08T10:12:07Z",
    via: { channel: "web_service" },
  },
};
const parse = (event: unknown) => parseZendeskEvent(Buffer.from(JSON.stringify(event)));

describe("an event of Zendesk", () => {
  it("is read with the ticket as it is since then", () => {
    expect(parse(sent)).toEqual({
      id: "cbe4028c-7239-495d-b020-f22348516046",
      type: "ticket.created",
      at: "2025-01-08T10:12:07.672Z",
      ticket: {
        id: "5158",
        subject: "Cannot log in to the mobile app",
        status: "open",
        priority: "P1",
        requesterId: "8447388090494",
        organizationId: "8447346622462",
        externalId: null,
        createdAt: "2025-01-08T10:12:07Z",
        updatedAt: "2025-01-08T10:12:07Z",
        firstRepliedAt: null,
        solvedAt: null,
      },
    });
  });

  it.each([
    ["nothing", { organization_id: null, priority: null, external_id: null }],
    ["an empty text or 0", { organization_id: "0", priority: "", external_id: "" }],
  ])("says %s for what is not there", (_, detail) => {
    const { ticket } = parse({ ...sent, detail: { ...sent.detail, ...detail } });
    expect(ticket).toMatchObject({ organizationId: null, priority: null, externalId: null });
  });

  it("says since when a ticket is solved only when it tells of that change", () => {
    const solved = { ...sent, detail: { ...sent.detail, status: "SOLVED" } };
    expect(parse({ ...solved, type: "zen:event-type:ticket.status_changed" }).ticket).toMatchObject({
      status: "solved",
      solvedAt: "2025-01-08T10:12:07.672Z",
    });
    expect(parse({ ...solved, type: "zen:event-type:ticket.tags_changed" }).ticket?.solvedAt).toBeNull();
    const closed = {
      ...sent,
      type: "zen:event-type:ticket.status_changed",
      detail: { ...sent.detail, status: "CLOSED" },
    };
    expect(parse(closed).ticket).toMatchObject({ status: "closed", solvedAt: null });
  });

  it.each([
    ["of something else", { ...sent, type: "zen:event-type:user.created" }],
    ["without a description", { ...sent, detail: undefined }],
    ["with a status that there is not", { ...sent, detail: { ...sent.detail, status: "DELETED" } }],
  ])("%s has no ticket", (_, event) => {
    expect(parse(event).ticket).toBeNull();
  });

  it.each([
    ["no JSON", Buffer.from("{")],
    ["no UTF-8", Buffer.from([0x22, 0xff, 0x22])],
    ["a list", Buffer.from("[]")],
    ["the body of a trigger", Buffer.from('{"ticket":{"id":1}}')],
    ["an event without an id", Buffer.from(JSON.stringify({ ...sent, id: "" }))],
    ["an event without a time", Buffer.from(JSON.stringify({ ...sent, time: "now" }))],
  ])("is not what %s is", (_, body) => {
    expect(() => parseZendeskEvent(body)).toThrow("The body is no event of Zendesk's.");
  });
});

it("whatever a body is, it is an event or is refused as none", () => {
  const body = fc.oneof(
    fc.uint8Array(),
    fc.json().map((text) => Buffer.from(text)),
    fc.jsonValue().map((detail) => Buffer.from(JSON.stringify({ ...sent, detail }))),
    fc
      .record({
        status: fc.jsonValue(),
        priority: fc.jsonValue(),
        created_at: fc.jsonValue(),
        external_id: fc.jsonValue(),
      })
      .map((odd) => Buffer.from(JSON.stringify({ ...sent, detail: { ...sent.detail, ...odd } }))),
  );
  fc.assert(
    fc.property(body, (bytes) => {
      try {
        expect(parseZendeskEvent(bytes)).toMatchObject({ id: expect.any(String), at: expect.any(String) });
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInputError);
      }
    }),
    { numRuns: 500 },
  );
});

describe("tickets with what Zendesk measured", () => {
  const wire = (id: number, status: string) => ({ id, status, created_at: "2026-01-01T00:00:00Z" });
  const metrics = (id: number, solvedAt: string | null, calendar: number | null) => ({
    ...{ ticket_id: id, solved_at: solvedAt, reply_time_in_minutes: { calendar, business: 1 } },
  });

  it("say when they were first replied to and since when they are solved, and null for what was not measured", async () => {
    const at = "2026-01-02T00:00:00Z";
    const server = await openFaultServer(
      answer(200, {
        tickets: [wire(1, "solved"), wire(2, "open"), wire(3, "closed"), wire(4, "new")],
        metric_sets: [metrics(1, at, 90), metrics(2, at, null), metrics(4, null, 0)],
      }),
    );
    const zendesk = createZendesk({
      subdomain: "example",
      baseUrl: server.url,
      credentials: { kind: "api_token", email: "agent@example.com", token: "t0ken" },
    });
    const { value } = (await zendesk.getTickets(["1", "2", "3", "4"])) as { value: readonly object[] };
    expect(value).toMatchObject([
      { id: "1", firstRepliedAt: "2026-01-01T01:30:00.000Z", solvedAt: at },
      // It was opened again: Zendesk keeps when it was solved before.
      { id: "2", firstRepliedAt: null, solvedAt: null },
      { id: "3", firstRepliedAt: null, solvedAt: null },
      { id: "4", firstRepliedAt: "2026-01-01T00:00:00.000Z", solvedAt: null },
    ]);
    expect(server.requests[0]).toContain("GET /api/v2/tickets/show_many?ids=1%2C2%2C3%2C4&include=metric_sets");
    await zendesk.close();
  });
});
