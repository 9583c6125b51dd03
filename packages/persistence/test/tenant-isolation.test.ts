import { NotFoundError } from "@cs/models";
import { build, computedScore, useTestStore } from "@cs/testing";
import type pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { runAsApplication } from "./as-application.ts";
import { everyReader, type Readers } from "./every-reader.ts";
import {
  byTest,
  churnModelRun,
  churnPrediction,
  clientIdOf,
  deliver,
  dumpTenant,
  fillTenant,
  hashOf,
  healthScore,
  newMessage,
  reportAbout,
  riskEntry,
  segmentEvaluation,
  testMilestone,
  testScorecard,
} from "./fixtures.ts";
import { remoteContact, remoteTicket } from "./remote-fixtures.ts";
import { testTicket, ticketComment, ticketEvent } from "./ticket-fixtures.ts";

const store = useTestStore();
let theirs: string;
let theirComment: string;
let theirSegment: string;
let readers: Readers;
const sync = { source: "zendesk", stream: "tickets" };
beforeAll(async () => {
  theirs = await fillTenant(store.persistence, "alpha", "ALPHA");
  await fillTenant(store.persistence, "bravo", "BRAVO");
  const latest = await store.persistence.read("alpha", (tx) => tx.snapshots.latest([theirs], "2024-12-31"));
  const snapshot = latest.get(theirs)?.snapshotId ?? "";
  expect(snapshot).toMatch(/^hs_/);
  const [segment] = await store.persistence.read("alpha", (tx) => tx.segments.list(null, 1));
  theirSegment = segment?.segmentId ?? "";
  expect(theirSegment).toMatch(/^seg_/);
  const [report = ""] = await store.persistence.read("alpha", (tx) => tx.reports.idsLike("rep_", 1));
  expect(report).toMatch(/^rep_/);
  const [evaluation] = await store.query<{ id: string }>(
    "SELECT evaluation_id AS id FROM cs.segment_evaluations WHERE tenant_id = 'alpha'",
  );
  const [comment] = await store.query<{ id: string }>(
    "SELECT comment_id AS id FROM cs.ticket_comments WHERE tenant_id = 'alpha'",
  );
  theirComment = comment?.id ?? "";
  readers = everyReader({
    theirs,
    theirSnapshot: snapshot,
    theirSegment,
    theirEvaluation: evaluation?.id ?? "",
    theirReport: report,
    theirComment,
  });
});

describe("two tenants with the same external ids", () => {
  it("are told apart by every reader there is", async () => {
    await store.persistence.write("alpha", (tx) =>
      tx.facts.extendCoverage({ source: "alpha-only", kind: "usage", from: "2023-12-01", to: "2024-06-30" }),
    );
    await store.persistence.write("alpha", async (tx) => {
      await tx.rescoring.open("alpha-only", "2024-06-29");
      await tx.rescoring.finish("alpha-only");
      const event = { consumer: "test", source: "/sales", eventId: "alpha-only", subject: "alpha-only" };
      await tx.inbox.record({ ...event, occurredAt: "2024-06-30T10:00:00.000Z", outcome: {} });
      const unmatched = remoteTicket({ unmatched: "no_account", requesterDomain: "ALPHA", ownId: "tkt_1" });
      await tx.remoteTickets.record("alpha-only", [unmatched], []);
      const removed = remoteContact({ clientId: theirs, ownId: "con_1" });
      await tx.remoteContacts.record(
        "alpha-only",
        [removed, remoteContact({ externalId: "2", leftOut: "no_account" })],
        [],
      );
      await tx.remoteContacts.markRemoved("alpha-only", "the-same-contact", "2024-07-01T00:00:00.000Z");
      await tx.facts.writeTickets("alpha-only", [build.ticket({ customer: theirs })]);
      await tx.syncs.advance(sync, { cursor: "ALPHA", read: 7, written: 7, unchanged: 7, unmatched: 7 });
    });
    const methods = await store.persistence.read("bravo", async (tx) =>
      Object.entries(tx).flatMap(([part, object]) => Object.keys(object).map((method) => `${part}.${method}`)),
    );
    expect(Object.keys(readers).toSorted()).toEqual(methods.toSorted());
    const answers: Record<string, unknown> = {};
    for (const [name, read] of Object.entries(readers)) {
      answers[name] = await store.persistence.read("bravo", read);
      const shown = JSON.stringify(answers[name]);
      expect(shown, name).not.toContain("ALPHA");
      expect(shown, name).not.toContain(theirs);
    }
    const nothing = { openTickets: [], contacts: [], lastSurvey: null };
    const noTimes = { subscriptions: null, usage: null, tickets: null, surveys: null };
    expect(answers).toMatchObject({
      "accounts.get": "NotFoundError",
      "accounts.unknownIds": 1,
      "accounts.count": 1,
      "accounts.sharingDomain": 1,
      "scorecards.newest": { name: "BRAVO" },
      "scorecards.version": { name: "BRAVO" },
      "scorecards.list": [{ name: "BRAVO" }],
      "scorecards.rules": { version: 1 },
      "snapshots.latest": [],
      "snapshots.history": [],
      "snapshots.bandsBefore": [],
      "snapshots.standingsOn": [],
      "snapshots.replayable": "NotFoundError",
      "overrides.on": [],
      "milestones.newest": [{ version: 1, milestone: { name: "BRAVO" } }],
      "rescoring.latest": [{ runId: "the-same-run", asOf: "2024-06-30" }],
      "rescoring.find": null,
      "rescoring.isDone": false,
      "accounts.getAll": [],
      "accounts.namesOf": [],
      "audit.sealed": 1,
      "audit.head": 1,
      "audit.unsealed": [],
      "audit.prunedUpTo": 0,
      "outbox.list": [{ key: "the-same-key", state: "pending" }],
      "outbox.counts": { pending: 1, dead: 0 },
      "apiKeys.list": [{ name: "the-same-name", createdBy: "BRAVO" }],
      "segments.list": 1,
      "segments.count": 1,
      "segments.get": "NotFoundError",
      "segments.lastEvaluation": null,
      "segments.members": { rows: [], total: 0 },
      "segments.groupsOf": [],
      "segments.made": "BRAVO",
      "segments.moves": [],
      "segments.overlaps": [],
      "reports.get": "NotFoundError",
      "reports.idsLike": 1,
      "risks.newest": [],
      "risks.history": { rows: [], total: 0 },
      "outbox.fates": 1,
      "tickets.find": "BRAVO",
      "tickets.list": { rows: [], total: 0 },
      "tickets.log": ["BRAVO"],
      "tickets.comments": 1,
      "tickets.comment": null,
      "tickets.withMerged": [testTicket],
      "tickets.remote": "BRAVO",
      "tickets.contactName": null,
      "queries.peerMedians": [],
      "queries.tenures": 1,
      "churn.newestModel": "BRAVO",
      "churn.predictions": { rows: [], total: 0 },
      "templates.get": "NotFoundError",
      "templates.list": ["BRAVO"],
      "messages.get": "NotFoundError",
      "messages.list": 1,
      "messages.counts": { accepted: 1 },
      "messages.events": [],
      "permissions.of": [],
      "queries.mailContacts": ["BRAVO"],
      "queries.churnDecisions": [],
      "remoteContacts.counts": { matched: 1, leftOut: {} },
      "remoteContacts.unmatched": [],
      "remoteContacts.removed": [],
      "remoteTickets.counts": { matched: 1, unmatched: {} },
      "remoteTickets.unmatched": [],
      "remoteTickets.firstCreatedAt": null,
      "syncs.list": [{ stream: "tickets", read: 0 }],
      "queries.segmentFacts": 1,
      "queries.standings": [],
      "accounts.refsOf": [],
      "queries.inRiskBefore": [],
      "queries.accountFacts": [],
      "queries.coverage": { usage: { from: "2024-01-01", to: "2024-06-30" } },
      "queries.engagement": { days: [], periodUsers: [], namesUsers: false, users7: 0, users30: 0, cohorts: [] },
      "queries.featureUse": { customers: 0, total: 0, features: [], firstUses: [], waits: [] },
      "queries.milestoneFacts": { accounts: [], reached: [], stored: [] },
      "queries.usagePatterns": { hours: [], champions: [], usersAreContacts: false },
      "queries.accountOverviews": { ...nothing, recordedAt: noTimes },
      "queries.totalAccounts": [{ count: 1 }],
      "queries.stageHistory": { rows: [], total: 0 },
      "queries.timeline": { rows: [], total: 0 },
      "queries.hasDelivered": false,
      "queries.databaseState": true,
    });
    expect(answers["accounts.findSimilar"]).toHaveLength(1);
    expect(answers["accounts.idsAfter"]).toHaveLength(1);
  });

  it("cannot change each other through any repository", async () => {
    const before = await dumpTenant(store, "alpha");
    for (const [table, rows] of Object.entries(before)) expect(rows.length, table).toBeGreaterThan(0);
    const { customer, ticket } = build;
    const { externalId: _, ...profile } = customer({ clientName: "taken over" });
    await expect(
      store.persistence.write("bravo", (tx) => tx.accounts.update(theirs, 1, profile, byTest)),
    ).rejects.toThrow(NotFoundError);
    const foreign = computedScore(theirs, healthScore({ scorecard: { id: "test", version: 1 } }));
    await expect(store.persistence.write("bravo", (tx) => tx.snapshots.record([foreign]))).rejects.toThrow(
      /foreign key/,
    );
    const override = { score: 1, reason: "r", author: "b", expiresOn: "2030-01-01" };
    await expect(
      store.persistence.write("bravo", (tx) => tx.overrides.set(theirs, "2024-01-01", override)),
    ).rejects.toThrow(/foreign key/);
    const milestoneId = testMilestone.id;
    const achievement = { clientId: theirs, milestoneId, version: 1, achievedOn: "2020-01-01" };
    await expect(store.persistence.write("bravo", (tx) => tx.milestones.achieve([achievement]))).rejects.toThrow(
      /foreign key/,
    );
    await expect(
      store.persistence.write("bravo", async (tx) => {
        const [own] = await tx.segments.list(null, 1);
        const segment = await tx.segments.get(own?.segmentId ?? "");
        const entered = new Map([[theirs, "members"]]);
        const found = { result: segmentEvaluation(), inputHash: "h", author: "b", left: [] };
        await tx.segments.recordEvaluation({ segment, ...found, entered });
      }),
    ).rejects.toThrow(/foreign key/);
    await expect(store.persistence.write("bravo", (tx) => tx.reports.add(reportAbout(theirs, "b")))).rejects.toThrow(
      /foreign key/,
    );
    const theirMessage = newMessage(theirs, { messageId: "msg_of_bravo" });
    await expect(store.persistence.write("bravo", (tx) => tx.messages.add([theirMessage]))).rejects.toThrow(
      /foreign key/,
    );
    await store.persistence.write("bravo", (tx) => {
      return tx.messages.move([{ messageId: "msg_ALPHA", state: "sent", reason: null, from: ["accepted"] }]);
    });
    await expect(store.persistence.write("bravo", (tx) => tx.risks.record(riskEntry(theirs), 0, "b"))).rejects.toThrow(
      /foreign key/,
    );
    const prediction = { prediction: churnPrediction(theirs), inputHash: "h" };
    await expect(
      store.persistence.write("bravo", (tx) => tx.churn.recordPredictions([prediction], "b")),
    ).rejects.toThrow(/foreign key/);
    await expect(
      store.persistence.write("bravo", (tx) => tx.remoteTickets.record("b", [remoteTicket({ clientId: theirs })], [])),
    ).rejects.toThrow(/foreign key/);
    await expect(
      store.persistence.write("bravo", (tx) =>
        tx.remoteContacts.record("b", [remoteContact({ clientId: theirs })], []),
      ),
    ).rejects.toThrow(/foreign key/);
    await expect(
      store.persistence.write("bravo", (tx) => tx.facts.writeContacts("b", [build.contact({ customer: theirs })])),
    ).rejects.toThrow(/foreign key/);
    await expect(
      store.persistence.write("bravo", (tx) => tx.facts.writeTickets("b", [build.ticket({ customer: theirs })])),
    ).rejects.toThrow(/foreign key/);
    const usage = { ...build.usage(), customer: theirs };
    await expect(store.persistence.write("bravo", (tx) => tx.facts.writeUsage("b", [usage]))).rejects.toThrow(
      /foreign key/,
    );
    const entry = { actor: "b", operation: "o", clientId: theirs, requestId: "r", reason: null, changes: [] };
    await expect(store.persistence.write("bravo", (tx) => tx.audit.add(entry))).rejects.toThrow(/foreign key/);
    await store.persistence.write("bravo", async (tx) => {
      await tx.tenants.ensure({ name: "other", timeZone: "Asia/Tokyo", reportingCurrency: "JPY" });
      await tx.tenants.markDemo("2020-01-01");
      await tx.tenants.setReportingCurrency("JPY");
      await tx.tenants.setTimeZone("Asia/Tokyo");
      await tx.scorecards.publish({ ...testScorecard, version: 2 });
      await tx.scorecards.publishRules([{ segments: ["smb"], scorecardId: "test" }, { scorecardId: "test" }]);
      await tx.milestones.publish({ ...testMilestone, count: 2 }, true);
      await tx.rescoring.advance("the-same-run", { lastClientId: "cs_x", visited: 7, scored: 7 });
      await tx.rescoring.finish("the-same-run");
      await tx.apiKeys.revoke("the-same-name");
      await tx.apiKeys.create({ name: "new", keyHash: hashOf("ALPHA"), scopes: ["cs:admin"], createdBy: "b" });
      await tx.facts.extendCoverage({ source: "crm", kind: "usage", from: "2000-01-01", to: null });
      const call = { operation: "register_client", key: "the-same-key", request: { mark: "BRAVO" } };
      expect(await tx.idempotency.claim(call)).toEqual({ mark: "BRAVO" });
      await tx.idempotency.complete(call, { mark: "changed" });
      await tx.outbox.add({ destination: "events", key: "alpha-only", type: "test", payload: {} });
      expect(await tx.outbox.replay(null)).toBe(0);
      const seen = { consumer: "test", source: "/sales", eventId: "the-same-event" };
      expect(await tx.inbox.open(seen)).toEqual({ mark: "BRAVO" });
      expect(await tx.inbox.open({ ...seen, eventId: "alpha-only" })).toBeNull();
      const older = { ...seen, subject: "alpha-only", occurredAt: "2000-01-01T00:00:00.000Z" };
      expect(await tx.inbox.isOutdated(older)).toBe(false);
      await tx.accounts.create(profile, [{ source: "salesforce", externalId: "A-1" }], byTest);
      const named = { name: "The same segment", author: "b" };
      const definition = { method: "rule", rule: { fact: "csm", op: "known", value: null } } as const;
      await expect(tx.segments.define({ ...named, segmentId: theirSegment, definition })).rejects.toThrow(
        NotFoundError,
      );
      const [own] = await tx.segments.list(null, 1);
      const segment = await tx.segments.define({ ...named, segmentId: own?.segmentId ?? "", definition });
      const found = { result: segmentEvaluation(), inputHash: "h", author: "b", entered: new Map() };
      await tx.segments.recordEvaluation({ segment, ...found, left: [theirs] });
      await tx.churn.storeModel(churnModelRun(), "b");
      const ids = ["the-same-ticket"];
      const known = await tx.remoteTickets.open("zendesk", ids);
      expect([...known.values()]).toMatchObject([{ requesterDomain: "BRAVO" }]);
      expect(await tx.remoteTickets.open("alpha-only", ids)).toEqual(new Map());
      expect(await tx.remoteTickets.stored("alpha-only", ["T-1"])).toEqual(new Map());
      expect(await tx.remoteTickets.owners("alpha-only", ["tkt_1"])).toEqual(new Map());
      const marks = { source: "crm", organizations: ["A-1"], domains: ["shared.example"], emails: ["ALPHA"] };
      expect(JSON.stringify([...(await tx.accounts.byMark(marks)).domains])).not.toContain(theirs);
      const people = ["the-same-contact"];
      const knownPeople = await tx.remoteContacts.open("intercom", people);
      expect([...knownPeople.values()]).toMatchObject([{ emailDomain: "BRAVO" }]);
      expect(await tx.remoteContacts.open("alpha-only", people)).toEqual(new Map());
      expect(await tx.remoteContacts.stored("alpha-only", people)).toEqual(new Map());
      expect(await tx.remoteContacts.owners("alpha-only", ["con_1"])).toEqual(new Map());
      const registered = await tx.remoteContacts.registered({ ids: ["con_1"], emails: ["same@a.example"] });
      expect(JSON.stringify(registered)).not.toContain("ALPHA");
      await tx.remoteContacts.record("intercom", [remoteContact({ leftOut: "no_account" })], []);
      expect(await tx.remoteContacts.markRemoved("alpha-only", "the-same-contact", older.occurredAt)).toBe(false);
      await tx.remoteTickets.record("zendesk", [remoteTicket({ unmatched: "no_account" })], []);
      expect(await tx.syncs.open({ source: "alpha-only", stream: "tickets" })).toBeNull();
      await tx.syncs.begin(sync, { beganAt: "2030-01-01T00:00:00.000Z", since: null });
      await tx.syncs.finish(sync);
      const [ticket] = await tx.tickets.hold(testTicket);
      expect(ticket).toMatchObject({ subject: "BRAVO", version: 1 });
      await tx.tickets.addComment(testTicket, ticketComment());
      expect(await tx.tickets.record(testTicket, [ticketEvent()])).toBe(2);
      const fields = { subject: "b", status: null, priority: null, remoteUpdatedAt: null };
      await tx.tickets.keepRemote(testTicket, { vendor: "zendesk", remoteId: "ALPHA", ...fields }, older.occurredAt);
    });
    await expect(
      store.persistence.write("bravo", (tx) =>
        tx.tickets.record(testTicket, [ticketEvent({ commentId: theirComment })]),
      ),
    ).rejects.toThrow(/foreign key/);
    await deliver(
      store.persistence,
      { customers: [customer({ clientName: "changed" })], tickets: [ticket({ status: "solved" })] },
      "bravo",
    );
    expect(await dumpTenant(store, "alpha")).toEqual(before);
    expect((await store.persistence.read("alpha", (tx) => tx.tenants.get())).reportingCurrency).toBe("USD");
  });

  it("do not find the customer of the other as the owner of a fact", async () => {
    await deliver(store.persistence, { customers: [build.customer({ externalId: "only-alpha" })] }, "alpha");
    const outcomes = await deliver(store.persistence, { tickets: [build.ticket({ customer: "only-alpha" })] }, "bravo");
    expect(outcomes).toEqual([{ status: "rejected", field: "customer", reason: "customer only-alpha is not known" }]);
    expect(await clientIdOf(store.persistence, "only-alpha", "alpha")).toMatch(/^cs_/);
  });
});

describe("the application role with SQL of its own", () => {
  const asApplication = <T>(tenantId: string | null, work: (client: pg.Client) => Promise<T>) =>
    runAsApplication(store, tenantId, work);

  it("sees and changes nothing without a tenant", async () => {
    const tables = Object.keys(await dumpTenant(store, "alpha"));
    await asApplication(null, async (client) => {
      for (const table of tables) {
        const { rows } = await client.query(`SELECT count(*)::int AS rows FROM cs.${table}`);
        expect(rows, table).toEqual([{ rows: 0 }]);
      }
      expect((await client.query("UPDATE cs.accounts SET client_name = 'x'")).rowCount).toBe(0);
      const insert =
        "INSERT INTO cs.tenants (tenant_id, name, time_zone, reporting_currency) VALUES ($1, 'x', 'UTC', 'USD')";
      for (const tenantId of ["alpha", "", "new"]) {
        await expect(client.query(insert, [tenantId])).rejects.toMatchObject({ code: "42501" });
      }
    });
  });

  it("cannot put a row into another tenant, nor move one there", async () => {
    await asApplication("bravo", async (client) => {
      const insert =
        "INSERT INTO cs.accounts (tenant_id, client_id, client_name, domains) VALUES ('alpha', 'x', 'x', '{}')";
      await expect(client.query(insert)).rejects.toMatchObject({ code: "42501" });
      await expect(client.query("UPDATE cs.tenants SET tenant_id = 'alpha'")).rejects.toMatchObject({ code: "42501" });
      expect((await client.query("UPDATE cs.accounts SET csm = 'x' WHERE tenant_id = 'alpha'")).rowCount).toBe(0);
    });
  });

  it("keeps no tenant on a connection after the transaction", async () => {
    const persistence = store.persistence;
    await persistence.read("alpha", (tx) => tx.accounts.count());
    await expect(persistence.read("nobody", (tx) => tx.accounts.count())).resolves.toBe(0);
    await expect(persistence.read("", (tx) => tx.accounts.count())).resolves.toBe(0);
  });
});
