import { useTestStore } from "@cs/testing";
import { beforeAll, expect, it } from "vitest";
import { everyReader } from "./every-reader.ts";
import { testTicket } from "./ticket-fixtures.ts";
import { fillTwoTenants, type Theirs } from "./two-tenants.ts";

const store = useTestStore();
let theirs: Theirs;
beforeAll(async () => {
  theirs = await fillTwoTenants(store);
});

it("two tenants with the same external ids are told apart by every reader there is", async () => {
  const methods = await store.persistence.read("bravo", async (tx) =>
    Object.entries(tx).flatMap(([part, object]) => Object.keys(object).map((method) => `${part}.${method}`)),
  );
  const readers = everyReader({
    theirs: theirs.clientId,
    theirSnapshot: theirs.snapshotId,
    theirSegment: theirs.segmentId,
    theirEvaluation: theirs.evaluationId,
    theirReport: theirs.reportId,
    theirComment: theirs.commentId,
  });
  expect(Object.keys(readers).toSorted()).toEqual(methods.toSorted());
  const answers: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(readers)) {
    answers[name] = await store.persistence.read("bravo", read);
    const shown = JSON.stringify(answers[name]);
    expect(shown, name).not.toContain("ALPHA");
    expect(shown, name).not.toContain(theirs.clientId);
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
    "backtests.latest": ["BRAVO"],
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
