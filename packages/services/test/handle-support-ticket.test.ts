import { addDays } from "@cs/models";
import { useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { addAccount, cover } from "./fixtures.ts";
import { held, ticketCalls, ticketOf } from "./ticket-fixtures.ts";

let now = "2024-06-28T10:00:00.000Z";
const store = useTestStore({ clock: () => new Date(now) });
const { tickets, create, get } = ticketCalls(store);

const notSent = (effect: string) => [{ platform: "zendesk", effect, reason: "not_configured" }];

describe("a ticket that is created", () => {
  it("is new, has what was asked as its first comment, and says that Zendesk does not hear of it", async () => {
    now = "2024-06-28T10:00:00.000Z";
    const clientId = await addAccount(store);
    const answer = await create(clientId, { priority: "P2", requesterEmail: "eve@example.com", requesterName: "Eve" });
    expect(answer).toMatchObject({
      tickets: [
        {
          ...{ ticketId: expect.stringMatching(/^tkt_/), clientId, subject: "Export fails", status: "new" },
          ...{ priority: "P2", version: 1, createdAt: now, firstRepliedAt: null, solvedAt: null, reopened: 0 },
          ...{ mergedInto: null, sync: null },
        },
      ],
      comments: [
        { public: true, by: "requester", author: "Eve", authorEmail: "eve@example.com", body: "It says 500." },
      ],
      notSent: notSent("create ticket"),
    });
    const { ticketId } = ticketOf(answer);
    expect(await get(ticketId)).toMatchObject({
      tickets: answer.tickets,
      comments: answer.comments,
      events: [{ type: "created", at: now, actor: "tester" }],
      total: 1,
    });
    expect(await store.query("SELECT FROM cs.outbox WHERE destination = 'zendesk'")).toEqual([]);
  });

  it("is a fact like any other: the overview counts it, the timeline shows it, and support is known from that day on", async () => {
    now = "2024-06-28T10:00:00.000Z";
    const clientId = await addAccount(store);
    await create(clientId, { priority: "P1" });
    const overview = await store.run("get_client_overview", { clientId });
    expect(overview["tickets"]).toMatchObject({ open: [{ priority: "P1", count: 1, oldest: now }] });
    const { events } = await store.run("get_client_timeline", { clientId, types: ["ticket_created"] });
    expect(events).toMatchObject([{ summary: "P1 ticket created", customerText: "Export fails" }]);
    const coverage =
      "SELECT covers_from::text AS from FROM cs.data_coverage WHERE source = 'manual' AND kind = 'tickets'";
    expect(await store.query(coverage)).toEqual([{ from: "2024-06-28" }]);
  });

  it("names the requester as a contact with that address is called", async () => {
    const contacts = [{ externalId: "1", fullName: "Ada Lovelace", email: "ada@example.com" }];
    const clientId = await addAccount(store, { contacts });
    const { comments } = await create(clientId, { requesterEmail: "Ada@example.com", requesterName: "A." });
    expect(comments).toMatchObject([{ author: "Ada Lovelace", authorEmail: "Ada@example.com" }]);
    expect((await create(clientId)).comments).toMatchObject([{ by: "requester", author: null, authorEmail: null }]);
  });

  it("is one for one idempotency key, also when both calls come at once", async () => {
    const clientId = await addAccount(store);
    const key = { idempotencyKey: "ticket-once" };
    const [first, second] = await Promise.all([create(clientId, key), create(clientId, key)]);
    expect(second).toEqual(first);
    expect(await tickets({ clientId })).toMatchObject({ total: 1 });
    await expect(create(clientId, { ...key, subject: "Other" })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a comment", () => {
  it("of an agent is a note unless it is public, and the first public one is the first reply", async () => {
    now = "2024-06-28T10:00:00.000Z";
    let answer = await create(await addAccount(store));
    const comment = async (body: string, part: object = {}) => {
      answer = await tickets({ action: "comment", ...held(answer), body, ...part });
      return { ...answer.comments[0], firstRepliedAt: ticketOf(answer).firstRepliedAt };
    };
    now = "2024-06-28T10:10:00.000Z";
    const note = await comment("Looks like the queue.");
    expect(note).toMatchObject({ public: false, by: "agent", author: "tester", firstRepliedAt: null });
    const asked = await comment("Any news?", { by: "requester", public: true });
    expect(asked).toMatchObject({ public: true, by: "requester", author: null, firstRepliedAt: null });
    now = "2024-06-28T10:30:00.000Z";
    expect(await comment("We are on it.", { public: true })).toMatchObject({ public: true, firstRepliedAt: now });
    now = "2024-06-28T11:00:00.000Z";
    const replied = { firstRepliedAt: "2024-06-28T10:30:00.000Z" };
    expect(await comment("Fixed.", { public: true })).toMatchObject(replied);
    expect(answer.notSent).toEqual(notSent("add comment"));

    const shown = await get(ticketOf(answer).ticketId, { limit: 3 });
    expect(shown.comments.map(({ body, public: seen }) => [body, seen])).toEqual([
      ["Fixed.", true],
      ["We are on it.", true],
      ["Any news?", true],
    ]);
    const rest = await get(ticketOf(answer).ticketId, { limit: 3, cursor: shown.nextCursor });
    expect(rest).toMatchObject({ total: 5, nextCursor: null });
    expect(rest.comments.map(({ body, public: seen }) => [body, seen])).toEqual([
      ["Looks like the queue.", false],
      ["It says 500.", true],
    ]);
  });
});

describe("an update", () => {
  it("changes fields, logs each, and leaves alone what is as it was asked for", async () => {
    const answer = await create(await addAccount(store), { priority: "P3" });
    const change = { subject: "CSV export fails", priority: "P1", status: "pending" };
    const updated = await tickets({ action: "update", ...held(answer), ...change });
    expect(updated).toMatchObject({ tickets: [{ ...change, version: 4 }], notSent: notSent("update ticket") });
    const again = await tickets({ action: "update", ...held(updated), priority: "P1", status: "pending" });
    expect(again).toMatchObject({ tickets: [{ ...change, version: 4 }], notSent: [] });
    expect(
      (await get(ticketOf(answer).ticketId)).events.map(({ type, before, after }) => [type, before, after]),
    ).toEqual([
      ["created", null, null],
      ["subject", null, null],
      ["status", "new", "pending"],
      ["priority", "P3", "P1"],
    ]);
    const [audited] = await store.query<{ changes: unknown }>(
      "SELECT changes FROM cs.audit_entries WHERE operation = 'handle_support_ticket' ORDER BY occurred_at DESC, audit_id DESC LIMIT 1",
    );
    expect(audited?.changes).toContainEqual({ field: "ticket.priority", before: "P3", after: "P1" });
  });
});

describe("solving and reopening", () => {
  it("set and clear the instant, and count how often", async () => {
    now = "2024-06-28T10:00:00.000Z";
    const answer = await create(await addAccount(store));
    now = "2024-06-28T12:00:00.000Z";
    const solved = await tickets({ action: "solve", ...held(answer) });
    expect(ticketOf(solved)).toMatchObject({ status: "solved", solvedAt: now, reopened: 0 });
    const reopened = await tickets({ action: "reopen", ...held(solved) });
    expect(ticketOf(reopened)).toMatchObject({ status: "open", solvedAt: null, reopened: 1 });
    const again = await tickets({ action: "reopen", ...held(await tickets({ action: "solve", ...held(reopened) })) });
    expect(ticketOf(again)).toMatchObject({ status: "open", reopened: 2, version: 5 });
  });

  it("a P0 caps the health score while it is open, and solving it lifts the cap", async () => {
    now = "2024-06-28T10:00:00.000Z";
    await cover(store, "2023-01-01", "2024-12-31");
    const clientId = await addAccount(store, {
      customers: [{ customerSince: "2024-03-01" }],
      subscriptions: [{ seats: 1, autoRenew: true }],
      usage: Array.from({ length: 84 }, (_, index) => ({
        occurredAt: `${addDays("2024-06-28", -index)}T09:00:00.000Z`,
        user: "u1@example.com",
        quantity: 5,
      })),
    });
    const scores = async () => {
      const { results } = (await store.run("calculate_health_score", { clientIds: [clientId] })) as {
        results: { score: number; capsFired: { id: string }[] }[];
      };
      return results.map(({ score, capsFired }) => ({ score, caps: capsFired.map(({ id }) => id) }));
    };
    const before = await scores();
    const answer = await create(clientId, { priority: "P0" });
    expect(await scores()).toEqual([{ score: 49, caps: ["open_p0"] }]);
    await tickets({ action: "solve", ...held(answer) });
    const [after] = await scores();
    expect(before[0]?.score).toBeGreaterThan(49);
    expect(after?.score).toBeGreaterThan(49);
    expect(after?.caps).toEqual([]);
  });
});

describe("a merger", () => {
  it("closes one ticket in favour of another, which shows the comments of both", async () => {
    const clientId = await addAccount(store);
    const [stays, doubled] = [await create(clientId), await create(clientId, { subject: "Again", body: "Still 500." })];
    const { ticketId } = ticketOf(doubled);
    const into = ticketOf(stays).ticketId;
    const merged = await tickets({ action: "merge", ...held(doubled), into });
    const clock = { state: "not_applicable", dueAt: null };
    expect(merged.tickets).toMatchObject([
      { ticketId, status: "closed", mergedInto: into, sla: { firstReply: clock, resolution: clock } },
      { ticketId: into, status: "new", mergedInto: null, version: 2 },
    ]);
    const { events } = await get(into);
    expect(events.at(-1)).toMatchObject({ type: "merged", before: ticketId, after: null });
    const bodies = async (id: string) => (await get(id)).comments.map((each) => [each.ticketId, each.body]);
    const ofDoubled = [
      [ticketId, `Merged into ${into}.`],
      [ticketId, "Still 500."],
    ];
    expect(await bodies(ticketId)).toEqual(ofDoubled);
    expect((await bodies(into)).toSorted()).toEqual([...ofDoubled, [into, "It says 500."]].toSorted());
    await expect(tickets({ action: "merge", ...held(merged), into })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a list of tickets", () => {
  it("is of a client, a status or a priority, the newest first, page by page", async () => {
    const clientId = await addAccount(store, {
      tickets: [0, 1, 2, 3, 4].map((day) => ({
        externalId: `${day}`,
        createdAt: `2024-05-0${day + 1}T10:00:00Z`,
        ...(day === 4 && { status: "solved" as const, solvedAt: "2024-05-06T10:00:00Z" }),
        priority: day % 2 === 0 ? ("P1" as const) : null,
      })),
    });
    const ids = async (part: object) =>
      (await tickets({ clientId, ...part })).tickets.map(({ ticketId }) => Number(ticketId.at(-1)));
    expect(await ids({})).toEqual([4, 3, 2, 1, 0]);
    expect(await ids({ status: "unsolved" })).toEqual([3, 2, 1, 0]);
    expect(await ids({ status: "solved" })).toEqual([4]);
    expect(await ids({ priority: "P1" })).toEqual([4, 2, 0]);
    const first = await tickets({ clientId, limit: 2 });
    expect(first).toMatchObject({ total: 5, comments: [], events: [] });
    expect(await ids({ limit: 2, cursor: first.nextCursor })).toEqual([2, 1]);
    const otherFilter = { clientId, status: "open", cursor: first.nextCursor };
    await expect(tickets(otherFilter)).rejects.toMatchObject({ field: "cursor" });
  });

  it("reads where nothing may be written", async () => {
    const clientId = await addAccount(store);
    expect(await tickets({ clientId }, { readOnly: true, scopes: ["cs:read"] })).toMatchObject({ total: 0 });
    await expect(create(clientId, {}, { readOnly: true })).rejects.toMatchObject({
      code: "forbidden",
      hint: "Its actions that only read: list, get.",
    });
  });
});
