import type { AccountFacts, SourceFact } from "@cs/models";
import { build, useTestStore } from "@cs/testing";
import { Kysely, PostgresDialect, sql } from "kysely";
import { describe, expect, it } from "vitest";
import { createPool } from "../src/connection/pool.ts";
import { accountFacts } from "../src/queries/health/account-facts.ts";
import type { Tables } from "../src/schema/tables.ts";
import { clientIdOf, deliver, type Facts } from "./fixtures.ts";

const store = useTestStore();

let customers = 0;

/** A new account with facts of its own; ids are made unique. */
async function account(facts: Facts, part: Partial<SourceFact<"customers">> = {}): Promise<string> {
  customers += 1;
  const customer = `A-${customers}`;
  const own = Object.fromEntries(
    Object.entries(facts).map(([kind, batch]) => [
      kind,
      batch.map((fact) => ({ ...fact, customer, externalId: `${customer} ${fact.externalId}` })),
    ]),
  );
  const outcomes = await deliver(store.persistence, {
    customers: [build.customer({ ...part, externalId: customer })],
    ...own,
  });
  expect(outcomes.filter(({ status }) => status !== "inserted")).toEqual([]);
  return clientIdOf(store.persistence, customer);
}

async function factsOn(clientId: string, asOf: string, timeZone = "UTC"): Promise<AccountFacts> {
  const [facts] = await store.persistence.read("default", (tx) =>
    tx.queries.accountFacts({ clientIds: [clientId], asOf, timeZone }),
  );
  if (!facts) throw new Error(`no facts of ${clientId}`);
  return facts;
}

describe("facts of an account as known on a day", () => {
  it("show a ticket as open until the day it is solved, and its reply from the day it is given", async () => {
    const ticket = build.ticket({
      createdAt: "2024-06-03T10:00:00.000Z",
      firstRepliedAt: "2024-06-05T10:30:00.000Z",
      solvedAt: "2024-06-07T10:00:00.000Z",
    });
    const id = await account({ tickets: [ticket] });
    const open = { createdOn: "2024-06-03", solvedOn: null, priority: "P2", firstReplyMinutes: null, escalated: false };
    const on = async (day: string) => (await factsOn(id, day)).tickets;
    expect(await on("2024-06-02")).toEqual([]);
    expect(await on("2024-06-04")).toEqual([open]);
    expect(await on("2024-06-06")).toEqual([{ ...open, firstReplyMinutes: 2910 }]);
    expect(await on("2024-06-07")).toEqual([{ ...open, firstReplyMinutes: 2910, solvedOn: "2024-06-07" }]);
  });

  it("hold tickets of 365 days, and older ones while they are open", async () => {
    const ticket = (externalId: string, day: string, solved: string | null) =>
      build.ticket({ externalId, createdAt: `${day}T00:00:00.000Z`, solvedAt: solved && `${solved}T00:00:00.000Z` });
    const id = await account({
      tickets: [
        ticket("too old", "2023-07-01", "2023-07-02"),
        ticket("edge", "2023-07-02", "2023-07-03"),
        ticket("old and open", "2022-01-01", null),
        ticket("old, solved later", "2022-01-02", "2024-07-01"),
      ],
    });
    // 2024-06-30 and the 364 days before it begin on 2023-07-02: 2024 has a 29 February.
    const { tickets } = await factsOn(id, "2024-06-30");
    expect(tickets.map(({ createdOn, solvedOn }) => [createdOn, solvedOn])).toEqual([
      ["2022-01-01", null],
      ["2022-01-02", null],
      ["2023-07-02", "2023-07-03"],
    ]);
  });

  it("show an invoice as unpaid until it is paid, and not before it is issued", async () => {
    const id = await account({
      invoices: [build.invoice({ issuedOn: "2024-05-01", dueOn: "2024-05-31", paidOn: "2024-06-10", status: "paid" })],
    });
    const on = async (day: string) => (await factsOn(id, day)).invoices;
    expect(await on("2024-04-30")).toEqual([]);
    expect(await on("2024-06-09")).toEqual([{ dueOn: "2024-05-31", paidOn: null }]);
    expect(await on("2024-06-10")).toEqual([{ dueOn: "2024-05-31", paidOn: "2024-06-10" }]);
    expect(await on("2025-06-09")).toHaveLength(1);
    expect(await on("2025-06-10")).toEqual([]);
  });

  it("show a contact as present until the day they depart", async () => {
    const id = await account({ contacts: [build.contact({ roles: ["champion"], departedOn: "2024-06-10" })] });
    expect((await factsOn(id, "2024-06-09")).contacts).toEqual([{ roles: ["champion"], departedOn: null }]);
    expect((await factsOn(id, "2024-06-10")).contacts).toEqual([{ roles: ["champion"], departedOn: "2024-06-10" }]);
  });

  it("know a churn event from its first date on, and each later date when it comes", async () => {
    const churn = { noticeDate: "2024-06-10", decisionDate: "2024-06-05", effectiveDate: "2024-12-31" };
    const id = await account({ churnEvents: [build.churnEvent({ ...churn, type: "full" })] });
    const on = async (day: string) => (await factsOn(id, day)).churnEvents;
    expect(await on("2024-06-04")).toEqual([]);
    expect(await on("2024-06-05")).toEqual([{ ...churn, noticeDate: null, type: "full" }]);
    expect(await on("2024-06-10")).toEqual([{ ...churn, type: "full" }]);
  });

  it("hold contracts and subscriptions from their start day, also those that ended", async () => {
    const id = await account({
      contracts: [build.contract({ startDate: "2024-06-02", endDate: "2024-06-03", noticeDays: 30, autoRenew: true })],
      subscriptions: [
        build.subscription({ externalId: "b", startDate: "2024-06-02" }),
        build.subscription({ externalId: "a", startDate: "2024-06-02", endDate: "2024-06-03", seats: null }),
      ],
    });
    expect(await factsOn(id, "2024-06-01")).toMatchObject({ contracts: [], subscriptions: [] });
    expect(await factsOn(id, "2024-06-30")).toMatchObject({
      contracts: [{ startDate: "2024-06-02", endDate: "2024-06-03", noticeDays: 30, autoRenew: true }],
      subscriptions: [
        { endDate: "2024-06-03", seats: null, arr: 1_000_000 },
        { endDate: null, seats: 10, currency: "USD" },
      ],
    });
  });

  it("hold survey answers of 365 days", async () => {
    const answer = (day: string) =>
      build.surveyResponse({ externalId: day, respondedAt: `${day}T12:00:00.000Z`, kind: "nps", score: 9 });
    const id = await account({ surveyResponses: ["2023-07-01", "2023-07-02", "2024-06-30", "2024-07-01"].map(answer) });
    const { surveys } = await factsOn(id, "2024-06-30");
    expect(surveys).toEqual([
      { kind: "nps", score: 9, respondedOn: "2023-07-02" },
      { kind: "nps", score: 9, respondedOn: "2024-06-30" },
    ]);
  });
});

describe("facts of many accounts", () => {
  it("come in the order of the ids and leave out unknown ones", async () => {
    const ids = [
      await account({}),
      await account({}, { segment: "smb", customerSince: "2020-02-29" }),
      await account({}),
    ];
    const asked = [ids[2], "cs_none", ids[0], ids[1]].map(String);
    const found = await store.persistence.read("default", (tx) =>
      tx.queries.accountFacts({ clientIds: asked, asOf: "2024-06-30", timeZone: "UTC" }),
    );
    expect(found.map(({ clientId }) => clientId)).toEqual([ids[2], ids[0], ids[1]]);
    expect(found[2]).toMatchObject({
      segment: "smb",
      customerSince: "2020-02-29",
      usage: { firstDay: null, days: [] },
    });
  });

  it("take the same number of statements for 1 and for 100 accounts", async () => {
    for (let index = 0; index < 100; index += 1) await account({ usage: [build.usage()] });
    let statements = 0;
    const log = () => {
      statements += 1;
    };
    const pool = createPool({ url: store.urls.applicationUrl, size: 1 });
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), log });
    const count = (clientIds: string[]) =>
      db.transaction().execute(async (trx) => {
        await sql`SELECT set_config('cs.tenant_id', 'default', true)`.execute(trx);
        statements = 0;
        const found = await accountFacts(trx, { clientIds, asOf: "2024-06-30", timeZone: "UTC" });
        expect(found).toHaveLength(clientIds.length);
        return statements;
      });
    const ids = await store.persistence.read("default", (tx) => tx.accounts.idsAfter(null, 100));
    const one = await count(ids.slice(0, 1));
    expect(one).toBeGreaterThan(0);
    expect(await count(ids)).toBe(one);
    await db.destroy();
  });
});

describe("coverage", () => {
  it("unites the sources of a kind, ends with the day, and does not exist before it begins", async () => {
    await store.persistence.write("default", async (tx) => {
      await tx.facts.extendCoverage({ source: "a", kind: "usage", from: "2024-03-01", to: "2024-04-01" });
      await tx.facts.extendCoverage({ source: "b", kind: "usage", from: "2024-02-01", to: "2024-03-15" });
      await tx.facts.extendCoverage({ source: "a", kind: "usage", from: "2024-03-05", to: "2024-05-01" });
      await tx.facts.extendCoverage({ source: "manual", kind: "contacts", from: "2024-04-10", to: null });
    });
    const id = await account({});
    const on = async (day: string) => (await factsOn(id, day)).coverage;
    expect(await on("2024-01-31")).toEqual({});
    expect(await on("2024-03-02")).toEqual({ usage: { from: "2024-02-01", to: "2024-03-02" } });
    expect(await on("2024-06-30")).toEqual({
      usage: { from: "2024-02-01", to: "2024-05-01" },
      contacts: { from: "2024-04-10", to: "2024-06-30" },
    });
  });
});
