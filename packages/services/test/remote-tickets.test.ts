import { build, useTestStore } from "@cs/testing";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type RemoteTicket, takeRemoteTickets } from "../src/index.ts";

const store = useTestStore();
const accounts: Record<string, string> = {};

const remote = (part: Partial<RemoteTicket> = {}): RemoteTicket => ({
  id: "1",
  ownId: null,
  subject: "Export fails",
  status: "open",
  priority: "P2",
  organizationId: "org-1",
  requesterEmail: null,
  createdAt: "2024-06-01T00:00:00Z",
  updatedAt: "2024-06-01T00:00:00Z",
  statedAt: null,
  firstRepliedAt: null,
  solvedAt: null,
  ...part,
});
const take = (...tickets: readonly RemoteTicket[]) =>
  store.persistence.write(store.tenantId, (tx) => takeRemoteTickets(tx, "zendesk", tickets));
const stored = async (id: string, source = "zendesk") => {
  const rows = await store.query<Record<string, unknown>>(
    `SELECT client_id AS "clientId", subject, priority, status, created_at AS "createdAt", solved_at AS "solvedAt",
            first_replied_at AS "firstRepliedAt", escalated
     FROM cs.tickets WHERE source = $1 AND external_id = $2`,
    [source, id],
  );
  return rows[0];
};

beforeAll(async () => {
  const facts = {
    byOrganization: build.customer({ externalId: "org-1", domains: ["one.example"] }),
    byDomain: build.customer({ externalId: "org-2", domains: ["two.example", "shared.example"] }),
    byContact: build.customer({ externalId: "org-3", domains: ["three.example", "shared.example"] }),
  };
  await store.persistence.write(store.tenantId, async (tx) => {
    await tx.facts.write("customers", "zendesk", Object.values(facts));
    const contact = build.contact({ customer: "org-3", email: "Eve@Shared.example" });
    await tx.facts.write("contacts", "zendesk", [contact]);
    for (const [name, { externalId }] of Object.entries(facts)) {
      accounts[name] = (await tx.accounts.findByRefs([{ source: "zendesk", externalId }]))?.clientId ?? "";
    }
  });
});

describe("the account of a ticket", () => {
  const cases: readonly [string, Partial<RemoteTicket>, string][] = [
    ["the organisation", { organizationId: "org-1", requesterEmail: "ann@two.example" }, "byOrganization"],
    ["the only account with the domain", { organizationId: "x", requesterEmail: "Ann@Two.Example" }, "byDomain"],
    [
      "the contact, where several have the domain",
      { organizationId: null, requesterEmail: "eve@shared.example" },
      "byContact",
    ],
  ];
  it.each(cases)("is found by %s", async (id, part, name) => {
    expect(await take(remote({ ...part, id }))).toEqual([{ status: "inserted", clientId: accounts[name] }]);
    expect(await stored(id)).toMatchObject({ clientId: accounts[name] });
  });

  it.each([
    ["no_account", { requesterEmail: "ann@unknown.example" }],
    ["several_accounts", { requesterEmail: "ann@shared.example" }],
    ["requester_unknown", { requesterEmail: null }],
    ["no_account", { requesterEmail: "no address" }],
  ])("is not guessed: %s", async (reason, part) => {
    const id = `${reason} ${part.requesterEmail}`;
    expect(await take(remote({ ...part, id, organizationId: "x" }))).toEqual([{ status: "unmatched", reason }]);
    expect(await stored(id)).toBeUndefined();
  });

  it("keeps the reason that it has none when an event says less", async () => {
    const shared = remote({ id: "shared", organizationId: "x", requesterEmail: "ann@shared.example" });
    await take(shared);
    const event = { ...shared, requesterEmail: null, updatedAt: "2024-06-02T00:00:00Z" };
    expect(await take(event)).toEqual([{ status: "unmatched", reason: "several_accounts" }]);
  });

  it("stays when a later state says less, and is another one when a later state says more", async () => {
    await take(remote({ id: "moves", organizationId: null, requesterEmail: "ann@two.example" }));
    const later = { id: "moves", updatedAt: "2024-06-02T00:00:00Z" };
    expect(await take(remote({ ...later, organizationId: null, status: "pending" }))).toMatchObject([
      { status: "updated", clientId: accounts["byDomain"] },
    ]);
    expect(await take(remote({ ...later, updatedAt: "2024-06-03T00:00:00Z" }))).toMatchObject([
      { clientId: accounts["byOrganization"] },
    ]);
    expect(await stored("moves")).toMatchObject({ clientId: accounts["byOrganization"], status: "open" });
  });

  it("is found later for a ticket that had none, though the ticket did not change", async () => {
    const late = remote({ id: "late", organizationId: "x" });
    expect(await take(late)).toMatchObject([{ status: "unmatched" }]);
    expect(await take({ ...late, requesterEmail: "ann@two.example" })).toMatchObject([{ status: "inserted" }]);
  });
});

describe("states of a ticket", () => {
  it("leave the newest one, whatever order they come in and however often", async () => {
    const states = fc.uniqueArray(
      fc.record({
        second: fc.integer({ min: 0, max: 59 }),
        status: fc.constantFrom("new", "open", "pending", "on_hold"),
        priority: fc.constantFrom("P0", "P1", "P2", "P3", null),
      }),
      { minLength: 1, maxLength: 6, selector: ({ second }) => second },
    );
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(states, fc.array(fc.nat(), { maxLength: 6 }), async (given, again) => {
        runs += 1;
        const id = `run ${runs}`;
        const tickets = given.map(({ second, ...state }) =>
          remote({ id, ...state, updatedAt: `2024-06-01T00:00:${String(second).padStart(2, "0")}Z` }),
        );
        const repeated = again.flatMap((index) => tickets[index % tickets.length] ?? []);
        for (const ticket of [...tickets, ...repeated]) await take(ticket);
        const newest = given.toSorted((a, b) => a.second - b.second).at(-1);
        expect(await stored(id)).toMatchObject({ status: newest?.status, priority: newest?.priority });
      }),
      { numRuns: 25 },
    );
  });

  it("keep a first reply, and since when it is solved until it is opened again", async () => {
    const at = (day: number) => `2024-06-0${day}T00:00:00Z`;
    const solved = remote({ id: "solved", status: "solved", updatedAt: at(3), solvedAt: at(3), firstRepliedAt: at(2) });
    await take(solved);
    await take({ ...solved, status: "closed", updatedAt: at(4), solvedAt: null, firstRepliedAt: null });
    const times = { firstRepliedAt: new Date(at(2)), solvedAt: new Date(at(3)) };
    expect(await stored("solved")).toMatchObject({ status: "closed", ...times });
    await take(remote({ id: "solved", status: "open", updatedAt: at(5) }));
    expect(await stored("solved")).toMatchObject({ status: "open", ...times, solvedAt: null });
  });

  it("that are solved nobody knows since when are open on no day", async () => {
    await take(remote({ id: "when", organizationId: "org-2", status: "solved", priority: "P0" }));
    const asked = { clientIds: [accounts["byDomain"] ?? ""], asOf: "2024-06-30", timeZone: "UTC" };
    const { facts, overviews } = await store.persistence.read(store.tenantId, async (tx) => ({
      facts: await tx.queries.accountFacts(asked),
      overviews: await tx.queries.accountOverviews(asked),
    }));
    expect(facts[0]?.tickets.map(({ priority }) => priority)).not.toContain("P0");
    expect([...overviews.values()][0]?.openTickets.map(({ priority }) => priority)).not.toContain("P0");
  });

  it("take a subject of any length and with characters that cannot be stored", async () => {
    await take(remote({ id: "long", subject: `\0${"💥".repeat(400)}` }));
    expect(String((await stored("long"))?.["subject"])).toMatch(/^(💥){250}$/u);
    await take(remote({ id: "blank", subject: " " }));
    expect(await stored("blank")).toMatchObject({ subject: null });
  });
});

describe("a ticket that was made here", () => {
  const ownId = `tkt_${"0".repeat(26)}`;

  it("stays the one that it is, with its account and its P4", async () => {
    const clientId = accounts["byDomain"] ?? "";
    const fact = build.ticket({
      externalId: ownId,
      customer: clientId,
      priority: "P4",
      subject: "Ours",
      escalated: true,
    });
    await store.persistence.write(store.tenantId, (tx) => tx.facts.writeTickets("manual", [fact]));
    const theirs = remote({ id: "77", ownId, priority: "P3", status: "pending", organizationId: "org-1" });
    expect(await take(theirs)).toEqual([{ status: "updated", clientId }]);
    expect(await stored(ownId, "manual")).toMatchObject({
      clientId,
      priority: "P4",
      status: "pending",
      escalated: true,
    });
    expect(await stored("77")).toBeUndefined();
    expect(await take(theirs)).toEqual([{ status: "unchanged", clientId }]);
  });

  it("is one ticket there: another that names it is a ticket of its own", async () => {
    const copy = remote({ id: "78", ownId, status: "closed", updatedAt: "2024-07-01T00:00:00Z" });
    expect(await take(copy)).toEqual([{ status: "inserted", clientId: accounts["byOrganization"] }]);
    expect(await stored(ownId, "manual")).toMatchObject({ status: "pending" });
  });

  it("that nobody knows is a ticket like all others", async () => {
    const unknown = remote({ id: "79", ownId: `tkt_${"1".repeat(26)}` });
    expect(await take(unknown)).toMatchObject([{ status: "inserted" }]);
    expect(await stored("79")).toMatchObject({ subject: "Export fails" });
  });
});
