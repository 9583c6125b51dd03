import type { ReadTransaction } from "../src/index.ts";
import { testMilestone } from "./entities.ts";
import { testTicket } from "./ticket-fixtures.ts";

/** A question of each method, by its name. */
export type Readers = Readonly<Record<string, (tx: ReadTransaction) => Promise<unknown>>>;

/** What another tenant has. */
export interface Theirs {
  readonly theirs: string;
  readonly theirSnapshot: string;
  readonly theirSegment: string;
  readonly theirEvaluation: string;
  readonly theirReport: string;
  readonly theirComment: string;
}

const asOf = "2024-12-30";
const timeZone = "UTC";
const list = { filter: {}, sort: "name", after: null, limit: 100, asOf, currency: "USD" } as const;
const range = { from: null, to: null, types: ["ticket_created", "account_registered"], after: null } as const;

/** Every method of a read transaction, asked about what another tenant has. */
export function everyReader(of: Theirs): Readers {
  const { theirs, theirSnapshot, theirSegment, theirEvaluation, theirReport, theirComment } = of;
  return {
    "tenants.get": (tx) => tx.tenants.get(),
    "accounts.getAll": async (tx) => [...(await tx.accounts.getAll([theirs]))],
    "accounts.get": (tx) => tx.accounts.get(theirs).catch((error: unknown) => (error as Error).name),
    "accounts.unknownIds": async (tx) => (await tx.accounts.unknownIds([theirs])).length,
    "accounts.namesOf": async (tx) => [...(await tx.accounts.namesOf([theirs]))],
    "accounts.refsOf": async (tx) => [...(await tx.accounts.refsOf([theirs]))],
    "accounts.findByRefs": (tx) => tx.accounts.findByRefs([{ source: "crm", externalId: "A-1" }]),
    "accounts.findSimilar": (tx) => tx.accounts.findSimilar({ clientName: "alpha ltd", domains: ["shared.example"] }),
    "accounts.sharingDomain": async (tx) => (await tx.accounts.sharingDomain(["shared.example"])).length,
    "accounts.idsAfter": (tx) => tx.accounts.idsAfter(null, 100),
    "accounts.count": (tx) => tx.accounts.count(),
    "scorecards.newest": (tx) => tx.scorecards.newest("test"),
    "scorecards.version": (tx) => tx.scorecards.version("test", 1),
    "scorecards.list": (tx) => tx.scorecards.list(),
    "scorecards.rules": (tx) => tx.scorecards.rules(),
    "snapshots.latest": async (tx) => [...(await tx.snapshots.latest([theirs], asOf))],
    "snapshots.history": async (tx) => [...(await tx.snapshots.history([theirs], asOf, 10))],
    "snapshots.bandsBefore": async (tx) => [...(await tx.snapshots.bandsBefore([theirs], asOf))],
    "snapshots.standingsOn": async (tx) => [...(await tx.snapshots.standingsOn([theirs], asOf))],
    "snapshots.replayable": (tx) =>
      tx.snapshots.replayable([theirSnapshot]).catch((error: unknown) => (error as Error).name),
    "overrides.on": async (tx) => [...(await tx.overrides.on([theirs], asOf))],
    "milestones.newest": (tx) => tx.milestones.newest(),
    "rescoring.latest": (tx) => tx.rescoring.latest(10),
    "rescoring.find": (tx) => tx.rescoring.find("alpha-only"),
    "rescoring.isDone": (tx) => tx.rescoring.isDone("2024-06-29"),
    "audit.sealed": async (tx) => (await tx.audit.sealed(0, 10)).length,
    "audit.head": async (tx) => (await tx.audit.head()).position,
    "audit.unsealed": (tx) => tx.audit.unsealed(null, 10),
    "audit.prunedUpTo": (tx) => tx.audit.prunedUpTo(),
    "outbox.list": (tx) => tx.outbox.list({ state: null, limit: 10 }),
    "outbox.counts": (tx) => tx.outbox.counts(),
    "outbox.fates": async (tx) => [...(await tx.outbox.fates("events", ["the-same-key", "alpha-only"]))].length,
    "apiKeys.list": (tx) => tx.apiKeys.list(),
    "segments.list": async (tx) => (await tx.segments.list(null, 9)).length,
    "segments.count": (tx) => tx.segments.count(),
    "segments.get": (tx) => tx.segments.get(theirSegment).catch((error: unknown) => (error as Error).name),
    "segments.lastEvaluation": (tx) => tx.segments.lastEvaluation(theirSegment),
    "segments.members": (tx) => tx.segments.members({ segmentId: theirSegment, after: null, limit: 9 }),
    "segments.groupsOf": async (tx) => [...(await tx.segments.groupsOf(theirSegment))],
    "segments.made": async (tx) => (await tx.segments.made("rule"))?.definedBy,
    "segments.moves": (tx) => tx.segments.moves(theirEvaluation),
    "segments.overlaps": (tx) => tx.segments.overlaps([theirs], null),
    "reports.get": (tx) => tx.reports.get(theirReport).catch((error: unknown) => (error as Error).name),
    "reports.idsLike": async (tx) => (await tx.reports.idsLike("rep_", 9)).length,
    "risks.newest": (tx) => tx.risks.newest(theirs),
    "risks.history": (tx) => tx.risks.history({ clientId: theirs, factor: null, after: null, limit: 9 }),
    "tickets.find": async (tx) => (await tx.tickets.find(testTicket))?.subject,
    "tickets.list": (tx) =>
      tx.tickets.list({ clientId: theirs, statuses: null, priority: null, after: null, limit: 9 }),
    "tickets.log": async (tx) => (await tx.tickets.log([testTicket])).map(({ actor }) => actor),
    "tickets.comments": async (tx) => (await tx.tickets.comments({ refs: [testTicket], after: null, limit: 9 })).total,
    "tickets.comment": (tx) => tx.tickets.comment(theirComment),
    "tickets.withMerged": (tx) => tx.tickets.withMerged(testTicket),
    "tickets.remote": async (tx) => (await tx.tickets.remote(testTicket, "zendesk"))?.remoteId,
    "tickets.contactName": (tx) => tx.tickets.contactName(theirs, "x@example.com"),
    "churn.newestModel": async (tx) => (await tx.churn.newestModel(asOf))?.author,
    "backtests.latest": async (tx) => (await tx.backtests.latest(9)).map(({ author }) => author),
    "churn.predictions": (tx) => tx.churn.predictions({ clientId: theirs, after: null, limit: 9 }),
    "templates.get": (tx) => tx.templates.get("ALPHA").catch((error: unknown) => (error as Error).name),
    "templates.list": async (tx) => (await tx.templates.list(null, 9)).rows.map(({ name }) => name),
    "messages.get": (tx) => tx.messages.get("msg_ALPHA").catch((error: unknown) => (error as Error).name),
    "messages.list": async (tx) => (await tx.messages.list({ batchId: null, after: null, limit: 9 })).length,
    "messages.counts": (tx) => tx.messages.counts(null),
    "messages.events": (tx) => tx.messages.events("msg_ALPHA"),
    "permissions.of": async (tx) => [...(await tx.permissions.of(["alpha@a.example"]))],
    "queries.mailContacts": async (tx) => {
      const asked = { clientIds: null, addresses: ["same@a.example"], roles: [], limit: 9 };
      return (await tx.queries.mailContacts(asked)).map(({ fullName }) => fullName);
    },
    "remoteTickets.counts": (tx) => tx.remoteTickets.counts("zendesk"),
    "remoteTickets.unmatched": (tx) => tx.remoteTickets.unmatched("alpha-only", 9),
    "remoteTickets.firstCreatedAt": (tx) => tx.remoteTickets.firstCreatedAt("alpha-only"),
    "remoteContacts.counts": (tx) => tx.remoteContacts.counts("intercom"),
    "remoteContacts.unmatched": (tx) => tx.remoteContacts.unmatched("alpha-only", 9),
    "remoteContacts.removed": (tx) => tx.remoteContacts.removed("alpha-only", 9),
    "syncs.list": async (tx) => (await tx.syncs.list()).map(({ stream, read }) => ({ stream, read })),
    "queries.churnDecisions": (tx) => tx.queries.churnDecisions({ clientIds: [theirs], until: asOf }),
    "queries.accountFacts": (tx) => tx.queries.accountFacts({ clientIds: [theirs], asOf, timeZone }),
    "queries.coverage": (tx) => tx.queries.coverage(asOf),
    "queries.engagement": (tx) =>
      tx.queries.engagement({
        clientId: theirs,
        from: "2000-01-01",
        to: asOf,
        grain: "month",
        cohortsFrom: "2000-01-01",
      }),
    "queries.featureUse": (tx) =>
      tx.queries.featureUse({
        filter: { clientId: theirs },
        from: "2000-01-01",
        to: asOf,
        minimumEvents: 1,
        coveredFrom: "2000-01-01",
        limit: 9,
      }),
    "queries.milestoneFacts": (tx) =>
      tx.queries.milestoneFacts({
        clientId: theirs,
        asOf,
        milestones: [{ version: 1, milestone: testMilestone, retired: false, publishedAt: "" }],
      }),
    "queries.usagePatterns": (tx) =>
      tx.queries.usagePatterns({ clientId: theirs, from: "2000-01-01", to: asOf, timeZone }),
    "queries.accountOverviews": async (tx) =>
      (await tx.queries.accountOverviews({ clientIds: [theirs], asOf, timeZone })).get(theirs),
    "queries.listAccounts": (tx) => tx.queries.listAccounts(list),
    "queries.totalAccounts": (tx) => tx.queries.totalAccounts(list),
    "queries.standings": (tx) => tx.queries.standings({ clientId: theirs, from: "2000-01-01", to: asOf }),
    "queries.inRiskBefore": async (tx) => [
      ...(await tx.queries.inRiskBefore({ clientIds: [theirs], asOf: "2025-01-01", below: 101 })),
    ],
    "queries.stageHistory": (tx) => tx.queries.stageHistory({ clientId: theirs, after: null, limit: 9, timeZone }),
    "queries.timeline": (tx) => tx.queries.timeline({ ...range, clientId: theirs, timeZone, limit: 100 }),
    "queries.segmentFacts": async (tx) =>
      (await tx.queries.segmentFacts({ asOf, currency: "USD", measures: ["usage_trend"] })).length,
    "queries.peerMedians": (tx) => tx.queries.peerMedians({ clientId: "cs_none", segment: null, asOf }),
    "queries.tenures": async (tx) => (await tx.queries.tenures(asOf)).length,
    "queries.hasDelivered": (tx) => tx.queries.hasDelivered("alpha-only"),
    // Names and numbers of writes.
    "queries.databaseState": async (tx) => /^([0-9a-f-]{36}:\d+,?)+$/.test(await tx.queries.databaseState()),
  };
}
