import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { addAccount } from "./fixtures.ts";
import { held, ticketCalls, ticketOf } from "./ticket-fixtures.ts";

let now = "";
const store = useTestStore({ clock: () => new Date(now) });
const { tickets, create, get } = ticketCalls(store);

let clientId: string;
beforeAll(async () => {
  clientId = await addAccount(store);
});

/** Does something at a time, given the answer before. */
const at = async (time: string, input: object, answer?: Awaited<ReturnType<typeof get>>) => {
  now = time;
  return tickets({ ...(answer && held(answer)), ...input });
};
const slaAt = async (time: string, answer: Awaited<ReturnType<typeof get>>) => {
  now = time;
  return ticketOf(await get(ticketOf(answer).ticketId)).sla;
};

describe("a P0 of Friday 16:30, Monday to Friday 9 to 17, by the default policy", () => {
  it("is to be answered within an hour, on Monday at 9:30, and solved within 8 hours, on Monday at 16:30", async () => {
    now = "2024-06-28T16:30:00.000Z";
    const answer = await create(clientId, { priority: "P0" });
    expect(answer).toMatchObject({ policy: "default/1", calendar: "weekdays-9-17/1 UTC" });
    expect(await slaAt("2024-06-30T12:00:00.000Z", answer)).toEqual({
      firstReply: { state: "active", dueAt: "2024-07-01T09:30:00.000Z", elapsedMinutes: 30, targetMinutes: 60 },
      resolution: { state: "active", dueAt: "2024-07-01T16:30:00.000Z", elapsedMinutes: 30, targetMinutes: 480 },
      pausesUnknown: false,
    });
  });

  it("keeps the clock of the first reply running while it is pending, and pauses the other", async () => {
    now = "2024-06-28T16:30:00.000Z";
    let answer = await create(clientId, { priority: "P0" });
    answer = await at("2024-06-28T16:40:00.000Z", { action: "update", status: "pending" }, answer);
    expect(await slaAt("2024-07-01T09:20:00.000Z", answer)).toMatchObject({
      firstReply: { state: "at_risk", elapsedMinutes: 50 },
      resolution: { state: "paused", elapsedMinutes: 10, dueAt: null },
    });
    // A note is no reply, nor is what the requester says.
    answer = await at("2024-07-01T09:21:00.000Z", { action: "comment", body: "?" }, answer);
    answer = await at(
      "2024-07-01T09:22:00.000Z",
      { action: "comment", body: "!", by: "requester", public: true },
      answer,
    );
    answer = await at("2024-07-01T09:25:00.000Z", { action: "comment", body: "Hello.", public: true }, answer);
    answer = await at("2024-07-01T10:00:00.000Z", { action: "update", status: "open" }, answer);
    expect(await slaAt("2024-07-01T11:00:00.000Z", answer)).toMatchObject({
      firstReply: { state: "met", elapsedMinutes: 55 },
      resolution: { state: "active", elapsedMinutes: 70, dueAt: "2024-07-02T09:50:00.000Z" },
    });
  });

  it("stops on solve, goes on when it is reopened, and is breached in the end", async () => {
    now = "2024-06-28T16:30:00.000Z";
    let answer = await create(clientId, { priority: "P0" });
    answer = await at("2024-06-28T16:50:00.000Z", { action: "solve" }, answer);
    const met = { state: "met", elapsedMinutes: 20, dueAt: null };
    expect(await slaAt("2024-07-05T12:00:00.000Z", answer)).toMatchObject({ firstReply: met, resolution: met });
    answer = await at("2024-07-08T09:00:00.000Z", { action: "reopen" }, answer);
    expect(await slaAt("2024-07-08T16:41:00.000Z", answer)).toMatchObject({
      firstReply: met,
      resolution: { state: "breached", elapsedMinutes: 481, dueAt: "2024-07-08T16:40:00.000Z" },
    });
  });

  it("has the targets of another priority once it gets one, and none without one", async () => {
    now = "2024-06-28T16:30:00.000Z";
    let answer = await create(clientId);
    const none = { state: "not_applicable", targetMinutes: null };
    expect(ticketOf(answer).sla).toMatchObject({ firstReply: none, resolution: none });
    answer = await at("2024-07-01T10:00:00.000Z", { action: "update", priority: "P1" }, answer);
    // 90 minutes of 240 have passed.
    expect(await slaAt("2024-07-01T10:00:00.000Z", answer)).toMatchObject({
      firstReply: { state: "active", elapsedMinutes: 90, dueAt: "2024-07-01T12:30:00.000Z" },
    });
    answer = await at("2024-07-01T10:00:00.000Z", { action: "update", priority: "P0" }, answer);
    expect(await slaAt("2024-07-01T10:00:00.000Z", answer)).toMatchObject({
      firstReply: { state: "breached", dueAt: "2024-07-01T09:30:00.000Z" },
    });
  });
});

describe("a ticket of a source that logs nothing", () => {
  it("and changes a ticket that has a log, has clocks by what the ticket is now", async () => {
    now = "2024-06-28T16:30:00.000Z";
    let answer = await create(clientId, { priority: "P1" });
    answer = await at("2024-06-28T16:40:00.000Z", { action: "update", priority: "P2" }, answer);
    const { ticketId } = ticketOf(answer);
    const change = "UPDATE cs.tickets SET status = 'on_hold', priority = 'P0' WHERE external_id = $1";
    await store.query(change, [ticketId]);
    expect(await slaAt("2024-07-01T09:15:00.000Z", answer)).toMatchObject({
      firstReply: { state: "active", elapsedMinutes: 45, targetMinutes: 60 },
      resolution: { state: "paused", elapsedMinutes: 45, targetMinutes: 480 },
      pausesUnknown: true,
    });
  });

  it("has clocks by its own instants, which pauses may make shorter", async () => {
    now = "2024-07-01T12:00:00.000Z";
    const created = { createdAt: "2024-06-28T16:30:00Z", priority: "P0" as const };
    const owner = await addAccount(store, {
      tickets: [
        { externalId: "1", ...created, firstRepliedAt: "2024-07-01T09:15:00Z", status: "open" },
        { externalId: "2", ...created, solvedAt: "2024-07-01T10:30:00Z", status: "solved" },
        { externalId: "3", ...created, status: "pending" },
      ],
    });
    const listed = await tickets({ clientId: owner });
    const sla = (id: string) => listed.tickets.find(({ ticketId }) => ticketId.endsWith(`/${id}`))?.sla;
    expect(sla("1")).toMatchObject({
      firstReply: { state: "met", elapsedMinutes: 45 },
      resolution: { state: "active", elapsedMinutes: 210, dueAt: "2024-07-01T16:30:00.000Z" },
      pausesUnknown: true,
    });
    expect(sla("2")).toMatchObject({
      firstReply: { state: "breached", elapsedMinutes: 120 },
      resolution: { state: "met", elapsedMinutes: 120 },
    });
    expect(sla("3")).toMatchObject({ resolution: { state: "paused", elapsedMinutes: 210 }, pausesUnknown: true });
  });
});
