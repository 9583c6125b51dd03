import { createZendesk } from "@cs/integrations/zendesk";
import type { Relay } from "@cs/persistence";
import { localPrincipal } from "@cs/services";
import { build, databaseVariables, until, useTestStore } from "@cs/testing";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { loadConfig } from "../src/config/load-config.ts";
import { createRuntime } from "../src/create-runtime.ts";
import { ticketDeliveries } from "../src/integrations/zendesk/deliver-tickets.ts";
import { createLogger } from "../src/logging/logger.ts";
import { openTicketDesk, type TicketDesk } from "./ticket-desk.ts";

const store = useTestStore({ connected: () => new Set(["zendesk"]) });
beforeEach(() => store.query("DELETE FROM cs.outbox"));

interface Ticket {
  readonly ticketId: string;
  readonly version: number;
  readonly status: string;
  readonly priority: string | null;
  readonly subject: string | null;
  readonly sync: { readonly state: string; readonly reason: string | null } | null;
}
interface Answer {
  readonly tickets: readonly Ticket[];
  readonly notSent: readonly object[];
  readonly events: readonly { readonly type: string; readonly actor: string; readonly overruled: boolean }[];
}

const call = async (input: object) => (await store.run("handle_support_ticket", input)) as unknown as Answer;
const ticketOf = ({ tickets: [ticket] }: Answer): Ticket => {
  if (!ticket) throw new Error("the answer has no ticket");
  return ticket;
};
const get = (ticketId: string) => call({ action: "get", ticketId });
/** Does something to a ticket as it is now. */
async function act(ticketId: string, action: string, part: object = {}): Promise<Ticket> {
  const { version: expectedVersion } = ticketOf(await get(ticketId));
  return ticketOf(await call({ action, ticketId, expectedVersion, ...part }));
}

async function newClient(): Promise<string> {
  const { client } = (await store.run("register_client", { clientName: "Acme" })) as { client: { clientId: string } };
  return client.clientId;
}

async function newTicket(part: object = {}): Promise<string> {
  const created = {
    clientId: await newClient(),
    subject: "Export fails",
    body: "It says 500.",
    priority: "P2",
    ...part,
  };
  const answer = await call({ action: "create", ...created });
  expect(answer.notSent).toEqual([]);
  expect(ticketOf(answer).sync).toEqual({ state: "pending", reason: null });
  return ticketOf(answer).ticketId;
}

/** A relay with the handler of a worker, which tries again at once. */
function deliver(desk: TicketDesk, isConnected: (tenantId: string) => boolean = () => true): Relay {
  const zendesk = createZendesk({
    ...{ subdomain: "example", baseUrl: desk.url, firstRetryMs: 1 },
    credentials: { kind: "api_token", email: "agent@example.com", token: "t" },
  });
  const log = createLogger("silent");
  const relay = store.persistence.startRelay({
    handlers: { zendesk: ticketDeliveries({ persistence: store.persistence, zendesk, isConnected, log }) },
    policy: { tries: 3, firstDelayMilliseconds: 10, longestDelayMilliseconds: 20 },
    pollMilliseconds: 10,
    onError: (error) => {
      throw error;
    },
  });
  onTestFinished(async () => {
    await relay.stop();
    await zendesk.close();
  });
  return relay;
}
const settled = () =>
  until(async () => (await store.query("SELECT FROM cs.outbox WHERE state = 'pending'")).length === 0);
const logOf = async (ticketId: string) =>
  (await get(ticketId)).events.map(({ type, actor, overruled }) => [type, actor, overruled]);

describe("what happens here", () => {
  it("arrives at Zendesk in its order", async () => {
    const desk = await openTicketDesk();
    const ticketId = await newTicket({ requesterEmail: "eve@example.com", requesterName: "Eve" });
    await act(ticketId, "comment", { body: "Seen." });
    await act(ticketId, "update", { priority: "P0", status: "pending" });
    await act(ticketId, "comment", { body: "Try again.", public: true });
    await act(ticketId, "solve");
    await act(ticketId, "reopen");
    deliver(desk);
    await settled();
    expect(desk.done).toEqual(["create", "comment", "update", "comment", "update", "update"]);
    expect(desk.tickets).toMatchObject([
      {
        ...{ external_id: ticketId, subject: "Export fails", priority: "urgent", status: "open" },
        requester: { name: "Eve", email: "eve@example.com" },
        comments: [
          { body: "It says 500.", public: true },
          { body: "Seen.", public: false },
          { body: "Try again.", public: true },
        ],
      },
    ]);
    expect(ticketOf(await get(ticketId)).sync).toEqual({ state: "sent", reason: null });
    expect(await logOf(ticketId)).not.toContainEqual(expect.arrayContaining(["zendesk"]));
  });

  it("is one ticket and one comment when Zendesk does it and then breaks the connection", async () => {
    const desk = await openTicketDesk();
    desk.trouble.push("reset", "reset", null, "reset", null, "reset");
    const ticketId = await newTicket();
    deliver(desk);
    await settled();
    await act(ticketId, "update", { priority: "P1" });
    await act(ticketId, "comment", { body: "Once." });
    await settled();
    expect(desk.done).toEqual(["create", "update", "conflict", "comment"]);
    expect(desk.tickets).toHaveLength(1);
    expect(desk.tickets[0]).toMatchObject({ priority: "high", comments: [{}, { body: "Once." }] });
    // Nobody knows of the comment; of the update its conflict tells.
    const sync = { state: "failed", reason: expect.stringContaining("It may have been done") };
    expect(ticketOf(await get(ticketId)).sync).toEqual(sync);
    expect(await store.query("SELECT type, state FROM cs.outbox ORDER BY place")).toEqual([
      { type: "ticket.create", state: "delivered" },
      { type: "ticket.update", state: "delivered" },
      { type: "ticket.comment", state: "dead" },
    ]);
  });

  it("waits for a ticket that Zendesk does not take, and arrives once that is replayed", async () => {
    const desk = await openTicketDesk();
    desk.trouble.push(422);
    const ticketId = await newTicket();
    await act(ticketId, "comment", { body: "Later." });
    deliver(desk);
    await settled();
    expect(desk.done).toEqual([]);
    const failed = ticketOf(await get(ticketId)).sync;
    expect(failed).toMatchObject({ state: "failed", reason: expect.stringContaining("422") });
    await store.persistence.write(store.tenantId, (tx) => tx.outbox.replay(null));
    await settled();
    expect(desk.done).toEqual(["create", "comment"]);
    expect(ticketOf(await get(ticketId)).sync).toEqual({ state: "sent", reason: null });
  });

  it("finds a ticket that Zendesk made when it has forgotten the key", async () => {
    const desk = await openTicketDesk();
    const ticketId = await newTicket();
    deliver(desk);
    await settled();
    await store.query(
      "UPDATE cs.outbox SET state = 'pending', delivered_at = NULL, attempts = 0, created_at = now() - interval '3 hours', outbox_id = 'out_other'",
    );
    await settled();
    expect(desk.done).toEqual(["create"]);
    expect(desk.tickets).toMatchObject([{ external_id: ticketId }]);
  });

  it("is tried again where a worker has no Zendesk of the tenant, and says what to do", async () => {
    const desk = await openTicketDesk();
    const ticketId = await newTicket();
    deliver(desk, () => false);
    await settled();
    const reason = expect.stringContaining("give one its settings ZENDESK_");
    expect(ticketOf(await get(ticketId)).sync).toEqual({ state: "failed", reason });
    expect(desk.done).toEqual([]);
    const attempts = await store.query("SELECT attempts FROM cs.outbox");
    expect(attempts).toEqual([{ attempts: 3 }]);
  });
});

it("a worker with the settings of Zendesk sends what its own operations change", async () => {
  const desk = await openTicketDesk();
  const settings = { ZENDESK_SUBDOMAIN: "example", ZENDESK_EMAIL: "agent@example.com", ZENDESK_API_TOKEN: "t" };
  const env = { ...databaseVariables(store.urls), ...settings, ZENDESK_BASE_URL: desk.url, LOG_LEVEL: "silent" };
  const runtime = await createRuntime(loadConfig(env));
  onTestFinished(() => runtime.close());
  const ask = async (input: object) =>
    ticketOf((await runtime.executor.execute("handle_support_ticket", input, caller)) as unknown as Answer);
  const caller = { ...localPrincipal(runtime.tenantId), ask: async () => "yes" as const };
  const clientId = await newClient();
  const { ticketId } = await ask({ action: "create", clientId, subject: "Export fails", body: "It says 500." });
  await ask({ action: "comment", ticketId, expectedVersion: 1, body: "Seen.", public: true });
  await ask({ action: "solve", ticketId, expectedVersion: 2 });
  await runtime.startWorker("always");
  await settled();
  expect(desk.done).toEqual(["create", "comment", "update"]);
  expect(desk.tickets).toMatchObject([{ external_id: ticketId, status: "solved", comments: [{}, { body: "Seen." }] }]);
  expect((await get(ticketId)).tickets).toMatchObject([{ sync: { state: "sent", reason: null } }]);
});

describe("a ticket that is changed on both sides", () => {
  async function both(here: object, there: object): Promise<{ desk: TicketDesk; ticketId: string }> {
    const desk = await openTicketDesk();
    const ticketId = await newTicket();
    deliver(desk);
    await settled();
    desk.change(desk.tickets[0], there);
    await act(ticketId, "update", here);
    await settled();
    return { desk, ticketId };
  }

  it("has what was changed here and what was changed there, of different fields", async () => {
    const { desk, ticketId } = await both({ priority: "P0" }, { status: "hold", subject: "CSV export fails" });
    const merged = { subject: "CSV export fails", status: "on_hold", priority: "P0" };
    expect(ticketOf(await get(ticketId))).toMatchObject({ ...merged, sync: { state: "sent" } });
    expect(desk.tickets).toMatchObject([{ subject: "CSV export fails", status: "hold", priority: "urgent" }]);
    expect(desk.done).toEqual(["create", "conflict", "update"]);
    expect(await logOf(ticketId)).toEqual([
      ["created", "tester", false],
      ["priority", "tester", false],
      ["subject", "zendesk", false],
      ["status", "zendesk", false],
    ]);
  });

  it("has what was changed there, of the same field, and says that ours was overruled", async () => {
    const { desk, ticketId } = await both({ priority: "P0", status: "pending" }, { priority: "low" });
    expect(ticketOf(await get(ticketId))).toMatchObject({ status: "pending", priority: "P3", sync: { state: "sent" } });
    expect(desk.tickets).toMatchObject([{ status: "pending", priority: "low" }]);
    expect(await logOf(ticketId)).toEqual([
      ["created", "tester", false],
      ["status", "tester", false],
      ["priority", "tester", false],
      ["priority", "zendesk", true],
    ]);
  });

  it("needs nothing when both changed it to the same", async () => {
    const { desk, ticketId } = await both({ priority: "P1" }, { priority: "high" });
    expect(desk.done).toEqual(["create", "conflict"]);
    expect(ticketOf(await get(ticketId))).toMatchObject({ priority: "P1", sync: { state: "sent" } });
  });

  it("keeps a change that is on its way, and P4, which Zendesk does not know", async () => {
    const desk = await openTicketDesk();
    const ticketId = await newTicket({ priority: "P4" });
    const relay = deliver(desk);
    await settled();
    await relay.stop();
    desk.change(desk.tickets[0], { status: "open" });
    await act(ticketId, "comment", { body: "Seen." });
    await act(ticketId, "update", { subject: "CSV export fails" });
    deliver(desk);
    await settled();
    // The answer to the comment has the status of Zendesk, and the subject that was not heard of there yet.
    const expected = { subject: "CSV export fails", status: "open" };
    expect(desk.done).toEqual(["create", "comment", "update"]);
    expect(desk.tickets).toMatchObject([{ ...expected, priority: "low" }]);
    expect(ticketOf(await get(ticketId))).toMatchObject({ ...expected, priority: "P4", sync: { state: "sent" } });
    expect(await logOf(ticketId)).toEqual([
      ["created", "tester", false],
      ["commented", "tester", false],
      ["subject", "tester", false],
      ["status", "zendesk", false],
    ]);
  });
});

describe("a ticket of Zendesk", () => {
  it("is changed here at once and there by its id, whether it was exchanged before or not", async () => {
    const desk = await openTicketDesk();
    deliver(desk);
    const there = desk.open({ subject: "Their own" });
    await store.persistence.write(store.tenantId, async (tx) => {
      const customer = build.customer({ externalId: "org-1" });
      await tx.facts.write("customers", "zendesk", [customer]);
      const externalId = String(there.id);
      await tx.facts.write("tickets", "zendesk", [build.ticket({ externalId, customer: "org-1", status: "new" })]);
    });
    const ticketId = `zendesk:${there.id}`;
    expect(await act(ticketId, "solve")).toMatchObject({ status: "solved", sync: { state: "pending" } });
    await settled();
    await act(ticketId, "comment", { body: "Done.", public: true });
    await settled();
    expect(there).toMatchObject({ status: "solved", comments: [{}, { body: "Done.", public: true }] });
    expect(ticketOf(await get(ticketId))).toMatchObject({
      subject: "Their own",
      status: "solved",
      sync: { state: "sent" },
    });
  });
});
