import { build, computedScore } from "@cs/testing";
import type { Persistence, WriteTransaction } from "../src/index.ts";
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
import { byTest, clientIdOf, deliver, type Facts, hashOf } from "./fixtures.ts";
import { remoteContact, remoteTicket } from "./remote-fixtures.ts";
import { fillTicket } from "./ticket-fixtures.ts";

/** A tenant with one account that has one fact of every kind, and `mark` in every text. Returns the client id. */
export async function fillTenant(persistence: Persistence, tenantId: string, mark: string): Promise<string> {
  await persistence.write(tenantId, async (tx) => {
    await tx.tenants.ensure({ name: mark, timeZone: "UTC", reportingCurrency: "USD" });
    await tx.scorecards.publish({ ...testScorecard, name: mark });
    await tx.scorecards.publishRules([{ scorecardId: testScorecard.id }]);
  });
  const facts: Facts = {
    customers: [build.customer({ clientName: `${mark} Ltd`, domains: ["shared.example"], csm: mark })],
    contacts: [build.contact({ fullName: mark, email: "Same@a.example" })],
    contracts: [build.contract({ endDate: "2024-12-31" })],
    subscriptions: [build.subscription({ product: mark })],
    usage: [build.usage({ feature: mark, user: mark })],
    tickets: [build.ticket({ subject: mark })],
    surveyResponses: [build.surveyResponse({ comment: mark })],
    invoices: [build.invoice()],
    churnEvents: [build.churnEvent({ note: mark })],
  };
  await deliver(persistence, facts, tenantId);
  const clientId = await clientIdOf(persistence, "A-1", tenantId);
  await persistence.write(tenantId, async (tx) => {
    const claim = { operation: "register_client", key: "the-same-key", request: { mark } };
    await tx.facts.extendCoverage({ source: "crm", kind: "usage", from: "2024-01-01", to: "2024-06-30" });
    const score = healthScore({ scorecard: { id: "test", version: 1 }, reason: mark });
    await tx.snapshots.record([computedScore(clientId, score)]);
    await tx.rescoring.open("the-same-run", "2024-06-30");
    await tx.milestones.publish({ ...testMilestone, name: mark }, false);
    await tx.milestones.achieve([{ clientId, milestoneId: testMilestone.id, version: 1, achievedOn: "2024-06-01" }]);
    await tx.overrides.set(clientId, "2024-06-01", {
      score: 50,
      reason: mark,
      author: mark,
      expiresOn: "2024-12-31",
    });
    await tx.audit.add({
      actor: mark,
      operation: "update_client_info",
      clientId,
      requestId: "r",
      reason: mark,
      changes: [],
    });
    await tx.audit.seal(null, 10);
    await tx.reports.add(reportAbout(clientId, mark));
    const {
      externalRefs: _,
      version,
      createdAt: __,
      updatedAt: ___,
      clientId: ____,
      ...profile
    } = await tx.accounts.get(clientId);
    const origin = { ...byTest, actor: mark, reason: mark };
    await tx.accounts.update(clientId, version, { ...profile, lifecycleStage: "adoption" }, origin);
    await tx.apiKeys.create({ name: "the-same-name", keyHash: hashOf(mark), scopes: ["cs:read"], createdBy: mark });
    await tx.idempotency.claim(claim);
    await tx.idempotency.complete(claim, { mark });
    await tx.confirmations.issue({ operation: "test", actor: mark, request: {} });
    await tx.outbox.add({ destination: "events", key: "the-same-key", type: "test", payload: { mark } });
    const key = { consumer: "test", source: "/sales", eventId: "the-same-event" };
    await fillSegment(tx, clientId, mark);
    await tx.risks.record(riskEntry(clientId, { owner: mark }), 0, mark);
    await fillTicket(tx, mark);
    const { modelId } = await tx.churn.storeModel(churnModelRun(), mark);
    const prediction = churnPrediction(clientId, { modelId });
    await tx.churn.recordPredictions([{ prediction, inputHash: mark }], mark);
    await tx.backtests.begin("the-same-run", mark);
    await tx.backtests.end("the-same-run", { modelId });
    await fillMail(tx, clientId, mark);
    await tx.remoteTickets.record("zendesk", [remoteTicket({ clientId, requesterDomain: mark })], []);
    await tx.remoteContacts.record("intercom", [remoteContact({ clientId, emailDomain: mark })], []);
    await tx.syncs.begin(
      { source: "zendesk", stream: "tickets" },
      { beganAt: "2024-06-30T10:00:00.000Z", since: null },
    );
    await tx.inbox.record({ ...key, subject: "D-1", occurredAt: "2024-06-30T10:00:00.000Z", outcome: { mark } });
  });
  return clientId;
}

/** A segment with the account as its member. */
async function fillSegment(tx: WriteTransaction, clientId: string, mark: string): Promise<void> {
  const definition = { method: "rule", rule: { fact: "csm", op: "=", value: mark } } as const;
  const segment = await tx.segments.define({ segmentId: null, name: "The same segment", definition, author: mark });
  await tx.segments.recordEvaluation({
    segment,
    result: segmentEvaluation(),
    inputHash: mark,
    author: mark,
    entered: new Map([[clientId, "members"]]),
    left: [],
  });
}

/** A message to the contact of the account, and all that belongs to it. */
async function fillMail(tx: WriteTransaction, clientId: string, mark: string): Promise<void> {
  const at = "2024-06-30T10:00:00.000Z";
  const address = `${mark.toLowerCase()}@a.example`;
  await tx.templates.save({ name: mark, subject: mark, body: mark }, 0, mark);
  await tx.messages.add([newMessage(clientId, { messageId: `msg_${mark}`, subject: mark, body: mark })]);
  const event = { provider: "sendgrid", eventId: mark, messageId: `msg_${mark}`, address, kind: "bounced" } as const;
  await tx.messages.recordEvents([{ ...event, at, reason: mark, suppression: "bounce" }]);
  const row = { address, source: mark, at };
  await tx.permissions.suppress([{ ...row, scope: "all", reason: "bounce", lifted: false, note: mark }]);
  await tx.permissions.consent([{ ...row, category: "marketing", given: true, author: mark }]);
}
