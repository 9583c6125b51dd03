import { build, useTestStore } from "@cs/testing";
import { afterEach, describe, expect, it } from "vitest";
import { acceptEvent } from "../src/index.ts";
import { deal, dealEvent, line } from "./deal-fixtures.ts";

const store = useTestStore({ asOf: "2024-06-30" });
const clock = () => new Date("2024-06-30T12:00:00Z");
const accept = (event: unknown) => acceptEvent({ persistence: store.persistence, clock }, event);

const facts = ["subscriptions", "contracts", "data_coverage"];
const tables = ["inbox", ...facts, "audit_entries", "lifecycle_transitions", "external_refs", "accounts"];
afterEach(async () => {
  for (const table of tables) await store.query(`DELETE FROM cs.${table}`);
});
const rowCounts = async () => {
  const counts: Record<string, number> = {};
  for (const table of tables) counts[table] = (await store.query(`SELECT FROM cs.${table}`)).length;
  return counts;
};
const none = Object.fromEntries(tables.map((table) => [table, 0]));

const addCustomer = (externalId: string, domains: string[], source = "crm") =>
  store.persistence.write(store.tenantId, (tx) =>
    tx.facts.write("customers", source, [build.customer({ externalId, clientName: externalId, domains })]),
  );
const terms = () =>
  store.query(
    "SELECT source, external_id AS id, start_date::text AS start, end_date::text AS end FROM cs.contracts ORDER BY 2",
  );
const lines = () => store.query("SELECT external_id AS id, product, seats, arr::int FROM cs.subscriptions ORDER BY 1");

describe("deal.closed of an unknown account", () => {
  it("registers it with its contract and what was sold, and the timeline and the audit log tell of it", async () => {
    const accepted = await accept(dealEvent());
    const outcome = { clientId: expect.stringMatching(/^cs_/), account: "registered", contract: "inserted" };
    expect(accepted).toEqual({ status: "accepted", outcome });
    const { clients } = (await store.run("list_clients")) as { clients: { clientId: string }[] };
    expect(clients).toHaveLength(1);
    const clientId = clients[0]?.clientId;
    expect(await store.run("get_client_overview", { clientId, asOf: "2024-07-01" })).toMatchObject({
      client: {
        clientName: "Acme",
        domains: ["acme.example"],
        lifecycleStage: "onboarding",
        csm: null,
        externalRefs: [{ source: "salesforce", externalId: "001" }],
      },
      arr: [{ amount: 3_000_000, currency: "USD" }],
      seats: 25,
      // 90 days before 2025-07-01.
      renewal: { date: "2025-07-01", optOutDeadline: "2025-04-02" },
    });
    const { events } = (await store.run("get_client_timeline", { clientId })) as { events: { type: string }[] };
    expect(events.map(({ type }) => type).toSorted()).toEqual([
      "account_registered",
      "contract_ends",
      "contract_started",
      "stage_changed",
      "subscription_ended",
      "subscription_started",
    ]);
    expect(await store.query("SELECT actor, operation, client_id, request_id FROM cs.audit_entries")).toEqual([
      { actor: "/sales", operation: "deal.closed", client_id: clientId, request_id: "evt-1" },
    ]);
  });

  it("registers another one beside an account of the same name", async () => {
    await addCustomer("Acme", []);
    expect(await accept(dealEvent())).toMatchObject({ outcome: { account: "registered" } });
  });
});

describe("deal.closed of a known account", () => {
  it("adds a contract under its own id, and a later event of the deal changes it", async () => {
    await accept(dealEvent());
    const second = deal({ dealId: "D-2", lines: [line({ product: "More" })] });
    expect(await accept(dealEvent(second, { id: "evt-2" }))).toMatchObject({ outcome: { account: "known" } });
    const longer = deal({ contract: { ...deal().contract, endDate: "2026-07-01" } });
    const later = { id: "evt-3", time: "2024-07-02T10:00:00Z" };
    expect(await accept(dealEvent(longer, later))).toMatchObject({ outcome: { contract: "updated" } });
    expect(await terms()).toEqual([
      { source: "salesforce", id: "D-1", start: "2024-07-01", end: "2026-07-01" },
      { source: "salesforce", id: "D-2", start: "2024-07-01", end: "2025-07-01" },
    ]);
    expect(await lines()).toMatchObject([{ id: "D-1/1" }, { id: "D-2/1", product: "More" }]);
    expect(await rowCounts()).toMatchObject({ accounts: 1, inbox: 3, audit_entries: 3 });
  });

  it("finds it by a domain and keeps the id of the sender", async () => {
    await addCustomer("A-1", ["other.example", "acme.example"]);
    expect(await accept(dealEvent())).toMatchObject({ outcome: { account: "linked" } });
    expect(await accept(dealEvent(deal({ dealId: "D-2", domains: [] }), { id: "evt-2" }))).toMatchObject({
      outcome: { account: "known" },
    });
    expect(await rowCounts()).toMatchObject({ accounts: 1, contracts: 2 });
  });

  it("is refused when several accounts could be meant", async () => {
    await addCustomer("A-1", ["acme.example"]);
    await addCustomer("A-2", ["acme.example"]);
    const before = await rowCounts();
    expect(await accept(dealEvent())).toEqual({
      status: "refused",
      reason: "It is not clear which account is meant: 2 accounts have one of the domains.",
    });
    expect(await rowCounts()).toEqual(before);
  });

  it("is refused when the sender has another id for the account of the domain", async () => {
    await addCustomer("002", ["acme.example"], "salesforce");
    const reason = expect.stringMatching(/account cs_\w+ has one of the domains and another id in salesforce/);
    expect(await accept(dealEvent())).toEqual({ status: "refused", reason });
  });
});

describe("deal.closed again", () => {
  it("gives the first outcome and changes nothing", async () => {
    const first = await accept(dealEvent());
    const before = await rowCounts();
    expect(await accept(dealEvent())).toEqual({ ...first, status: "repeated" });
    expect(await rowCounts()).toEqual(before);
  });

  it("is another event from another sender", async () => {
    await accept(dealEvent());
    expect(await accept(dealEvent(deal(), { source: "/sales/asia" }))).toMatchObject({
      status: "accepted",
      outcome: { account: "known", contract: "unchanged" },
    });
  });

  it("changes nothing when a later event of the deal came first", async () => {
    const now = deal({ contract: { ...deal().contract, endDate: "2026-07-01" } });
    await accept(dealEvent(now, { id: "evt-2", time: "2024-06-30T12:00:01+02:00" }));
    expect(await accept(dealEvent())).toEqual({ status: "accepted", outcome: { outdated: true } });
    expect(await terms()).toMatchObject([{ end: "2026-07-01" }]);
  });
});

const refusals: { what: string; event: unknown; reason: RegExp }[] = [
  { what: "no event", event: "deal", reason: /expected object/ },
  { what: "another version", event: dealEvent(deal(), { specversion: "0.3" }), reason: /^specversion/ },
  { what: "an unknown type", event: dealEvent(deal(), { type: "deal.lost" }), reason: /"deal.lost" are not taken/ },
  { what: "no time", event: dealEvent(deal(), { time: undefined }), reason: /^time: is required/ },
  { what: "an unknown tenant", event: dealEvent(deal(), { tenantid: "nobody" }), reason: /tenant does not exist/ },
  { what: "an unknown field", event: dealEvent({ ...deal(), colour: "red" }), reason: /no field "colour"/ },
  { what: "no lines", event: dealEvent(deal({ lines: [] })), reason: /^data\.lines/ },
  {
    what: "half a cent",
    event: dealEvent(deal({ lines: [line({ arr: 0.5 })] })),
    reason: /^data\.lines\[0\]\.arr/,
  },
  { what: "a NUL", event: dealEvent(deal({ owner: "a\0b" })), reason: /^data\.owner: must not contain NUL/ },
  {
    what: "a reserved source",
    event: dealEvent(deal({ externalRef: { source: "manual", externalId: "1" } })),
    reason: /"manual" is reserved/,
  },
  {
    what: "one line id twice",
    event: dealEvent(deal({ lines: [line(), line({ arr: 1 })] })),
    reason: /id D-1\/1 is already recorded with other values/,
  },
];

describe("deal.closed is refused and leaves nothing behind", () => {
  it.each(refusals)("with $what", async ({ event, reason }) => {
    expect(await accept(event)).toEqual({ status: "refused", reason: expect.stringMatching(reason) });
    expect(await rowCounts()).toEqual(none);
    expect(await store.query("SELECT FROM cs.tenants")).toHaveLength(1);
  });
});
