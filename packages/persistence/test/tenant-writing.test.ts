import { NotFoundError } from "@cs/models";
import { build, computedScore, useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import type { WriteTransaction } from "../src/index.ts";
import {
  churnModelRun,
  churnPrediction,
  healthScore,
  newMessage,
  reportAbout,
  riskEntry,
  segmentEvaluation,
  testMilestone,
  testScorecard,
} from "./entities.ts";
import { byTest, clientIdOf, deliver, dumpTenant, hashOf } from "./fixtures.ts";
import { remoteContact, remoteTicket } from "./remote-fixtures.ts";
import { testTicket, ticketComment, ticketEvent } from "./ticket-fixtures.ts";
import { fillTwoTenants, type Theirs } from "./two-tenants.ts";

const store = useTestStore();
const { externalId: _, ...profile } = build.customer({ clientName: "taken over" });
const sync = { source: "zendesk", stream: "tickets" };
let theirs: Theirs;
let before: Record<string, string[]>;
beforeAll(async () => {
  theirs = await fillTwoTenants(store);
  before = await dumpTenant(store, "alpha");
});

/** Writes that name something of another tenant; a foreign key refuses each. */
const foreign: Record<string, (tx: WriteTransaction) => Promise<unknown>> = {
  snapshot: (tx) => {
    const score = healthScore({ scorecard: { id: "test", version: 1 } });
    return tx.snapshots.record([computedScore(theirs.clientId, score)]);
  },
  override: (tx) => {
    const override = { score: 1, reason: "r", author: "b", expiresOn: "2030-01-01" };
    return tx.overrides.set(theirs.clientId, "2024-01-01", override);
  },
  "achievement of a milestone": (tx) => {
    const milestone = { milestoneId: testMilestone.id, version: 1, achievedOn: "2020-01-01" };
    return tx.milestones.achieve([{ clientId: theirs.clientId, ...milestone }]);
  },
  "member of a segment": async (tx) => {
    const [own] = await tx.segments.list(null, 1);
    const segment = await tx.segments.get(own?.segmentId ?? "");
    const entered = new Map([[theirs.clientId, "members"]]);
    const found = { result: segmentEvaluation(), inputHash: "h", author: "b", left: [] };
    await tx.segments.recordEvaluation({ segment, ...found, entered });
  },
  report: (tx) => tx.reports.add(reportAbout(theirs.clientId, "b")),
  message: (tx) => tx.messages.add([newMessage(theirs.clientId, { messageId: "msg_of_bravo" })]),
  risk: (tx) => tx.risks.record(riskEntry(theirs.clientId), 0, "b"),
  prediction: (tx) => {
    return tx.churn.recordPredictions([{ prediction: churnPrediction(theirs.clientId), inputHash: "h" }], "b");
  },
  "ticket of a help desk": (tx) => tx.remoteTickets.record("b", [remoteTicket({ clientId: theirs.clientId })], []),
  "contact of another system": (tx) => {
    return tx.remoteContacts.record("b", [remoteContact({ clientId: theirs.clientId })], []);
  },
  contact: (tx) => tx.facts.writeContacts("b", [build.contact({ customer: theirs.clientId })]),
  ticket: (tx) => tx.facts.writeTickets("b", [build.ticket({ customer: theirs.clientId })]),
  usage: (tx) => tx.facts.writeUsage("b", [{ ...build.usage(), customer: theirs.clientId }]),
  "entry of the audit log": (tx) => {
    return tx.audit.add({
      ...{ actor: "b", operation: "o", clientId: theirs.clientId },
      ...{ requestId: "r", reason: null, changes: [] },
    });
  },
  "event of a ticket": (tx) => tx.tickets.record(testTicket, [ticketEvent({ commentId: theirs.commentId })]),
};

describe("a tenant", () => {
  it.each(Object.entries(foreign))(
    "is refused when it stores something about what is another's: %s",
    async (_, write) => {
      await expect(store.persistence.write("bravo", write)).rejects.toThrow(/foreign key/);
    },
  );

  it("cannot change what is another's through any repository", async () => {
    for (const [table, rows] of Object.entries(before)) expect(rows.length, table).toBeGreaterThan(0);
    await expect(
      store.persistence.write("bravo", (tx) => tx.accounts.update(theirs.clientId, 1, profile, byTest)),
    ).rejects.toThrow(NotFoundError);
    await store.persistence.write("bravo", (tx) => {
      return tx.messages.move([{ messageId: "msg_ALPHA", state: "sent", reason: null, from: ["accepted"] }]);
    });
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
      await expect(tx.segments.define({ ...named, segmentId: theirs.segmentId, definition })).rejects.toThrow(
        NotFoundError,
      );
      const [own] = await tx.segments.list(null, 1);
      const segment = await tx.segments.define({ ...named, segmentId: own?.segmentId ?? "", definition });
      const found = { result: segmentEvaluation(), inputHash: "h", author: "b", entered: new Map() };
      await tx.segments.recordEvaluation({ segment, ...found, left: [theirs.clientId] });
      await tx.churn.storeModel(churnModelRun(), "b");
      await tx.backtests.advance("the-same-run", { step: "testing", done: 1, total: 8 });
      await tx.backtests.end("the-same-run", { failure: "stopped" });
      const ids = ["the-same-ticket"];
      const known = await tx.remoteTickets.open("zendesk", ids);
      expect([...known.values()]).toMatchObject([{ requesterDomain: "BRAVO" }]);
      expect(await tx.remoteTickets.open("alpha-only", ids)).toEqual(new Map());
      expect(await tx.remoteTickets.stored("alpha-only", ["T-1"])).toEqual(new Map());
      expect(await tx.remoteTickets.owners("alpha-only", ["tkt_1"])).toEqual(new Map());
      const marks = { source: "crm", organizations: ["A-1"], domains: ["shared.example"], emails: ["ALPHA"] };
      expect(JSON.stringify([...(await tx.accounts.byMark(marks)).domains])).not.toContain(theirs.clientId);
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
    await deliver(
      store.persistence,
      { customers: [build.customer({ clientName: "changed" })], tickets: [build.ticket({ status: "solved" })] },
      "bravo",
    );
    expect(await dumpTenant(store, "alpha")).toEqual(before);
    expect((await store.persistence.read("alpha", (tx) => tx.tenants.get())).reportingCurrency).toBe("USD");
  });

  it("does not find the customer of another as the owner of a fact", async () => {
    await deliver(store.persistence, { customers: [build.customer({ externalId: "only-alpha" })] }, "alpha");
    const outcomes = await deliver(store.persistence, { tickets: [build.ticket({ customer: "only-alpha" })] }, "bravo");
    expect(outcomes).toEqual([{ status: "rejected", field: "customer", reason: "customer only-alpha is not known" }]);
    expect(await clientIdOf(store.persistence, "only-alpha", "alpha")).toMatch(/^cs_/);
  });
});
