import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { type RemoteTicket, takeRemoteTickets } from "../src/index.ts";
import { held, ticketCalls, ticketOf } from "./ticket-fixtures.ts";

/** A Monday at 9:00 and later, when people work by the default calendar. */
let now = "2024-07-01T09:00:00.000Z";
const store = useTestStore({ clock: () => new Date(now), connected: () => new Set(["zendesk"]) });
const { create, tickets, get } = ticketCalls(store);
let clientId: string;
beforeAll(async () => {
  const { client } = await store.run("register_client", { clientName: "Acme" });
  ({ clientId } = client as { clientId: string });
});

const there = (ownId: string, part: Partial<RemoteTicket>): RemoteTicket => ({
  id: `there-of-${ownId}`,
  ownId,
  subject: "Export fails",
  status: "open",
  priority: "P2",
  organizationId: null,
  requesterEmail: null,
  createdAt: "2024-07-01T09:00:00Z",
  updatedAt: "2024-07-01T09:30:00Z",
  statedAt: null,
  firstRepliedAt: null,
  solvedAt: null,
  ...part,
});
const take = (ticket: RemoteTicket) =>
  store.persistence.write(store.tenantId, (tx) => takeRemoteTickets(tx, "zendesk", [ticket]));
const deliverAll = () => store.query("UPDATE cs.outbox SET state = 'delivered', delivered_at = now()");

describe("a ticket that people here work on", () => {
  it("has what the help desk changed in its log, and its clock stands still meanwhile", async () => {
    now = "2024-07-01T09:00:00.000Z";
    const { ticketId } = ticketOf(await create(clientId, { priority: "P2" }));
    await deliverAll();
    await take(there(ticketId, { status: "open", updatedAt: "2024-07-01T09:10:00Z" }));
    await take(there(ticketId, { status: "pending", updatedAt: "2024-07-01T10:00:00Z" }));
    await take(there(ticketId, { status: "open", updatedAt: "2024-07-01T12:00:00Z" }));
    now = "2024-07-01T13:00:00.000Z";
    const ticket = ticketOf(await get(ticketId));
    // 9 to 10 and 12 to 13: it was pending for the two hours between.
    expect(ticket.sla.resolution).toMatchObject({ elapsedMinutes: 120 });
    expect(ticket).toMatchObject({ status: "open", version: 4, sla: { pausesUnknown: false } });
    const log = await store.query(
      "SELECT type, actor, before, after FROM cs.ticket_log WHERE external_id = $1 AND type = 'status' ORDER BY sequence",
      [ticketId],
    );
    expect(log).toEqual([
      { type: "status", actor: "zendesk", before: "new", after: "open" },
      { type: "status", actor: "zendesk", before: "open", after: "pending" },
      { type: "status", actor: "zendesk", before: "pending", after: "open" },
    ]);
  });

  it("keeps what was changed here until the help desk has heard of it, and takes the rest", async () => {
    now = "2024-07-01T09:00:00.000Z";
    const created = await create(clientId, { priority: "P2" });
    const { ticketId } = ticketOf(created);
    await deliverAll();
    await tickets({ action: "update", ...held(created), priority: "P0" });
    await take(there(ticketId, { subject: "Export fails for everybody", priority: "P2" }));
    expect(ticketOf(await get(ticketId))).toMatchObject({ priority: "P0", subject: "Export fails for everybody" });
    await deliverAll();
    await take(there(ticketId, { priority: "P1", updatedAt: "2024-07-01T10:00:00Z" }));
    expect(ticketOf(await get(ticketId))).toMatchObject({ priority: "P1", subject: "Export fails" });
  });

  it("has nothing new in its log when the same state comes again", async () => {
    const { ticketId, version } = ticketOf(await create(clientId));
    await deliverAll();
    const state = there(ticketId, { status: "new", priority: null });
    await take(state);
    await take(state);
    expect(ticketOf(await get(ticketId))).toMatchObject({ version });
  });
});
