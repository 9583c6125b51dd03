import { createHash } from "node:crypto";
import type {
  ChurnModelRun,
  ChurnPrediction,
  FactKind,
  HealthScore,
  Milestone,
  RiskEntry,
  Scorecard,
  SegmentEvaluation,
  SourceFact,
} from "@cs/models";
import { build, computedScore, type TestStore } from "@cs/testing";
import type { NewMessage, NewReport, Persistence, StageOrigin, WriteOutcome, WriteTransaction } from "../src/index.ts";
import { remoteContact, remoteTicket } from "./remote-fixtures.ts";
import { fillTicket } from "./ticket-fixtures.ts";

/** How accounts come to their stage where that does not matter. */
export const byTest: StageOrigin = { operation: "test", actor: "test", reason: null, enteredOn: null };

/** A small scorecard for tenants that have none. */
export const testScorecard: Scorecard = {
  id: "test",
  version: 1,
  name: "Test",
  groups: [
    {
      id: "use",
      label: "Use",
      weight: 1,
      measures: [
        {
          measure: "usage_trend",
          weight: 1,
          direction: "higher_is_better",
          normaliser: {
            kind: "piecewise_linear",
            knots: [
              [0, 0],
              [1, 100],
            ],
          },
          nullPolicy: "exclude",
          stalenessLimitDays: null,
        },
      ],
    },
  ],
  caps: [],
  bands: { excellent: 90, good: 70, atRisk: 50 },
  minimumCoverage: 0.5,
};

/** A milestone that every account reaches which uses the product at all. */
export const testMilestone: Milestone = {
  id: "first_event",
  name: "First event",
  kind: "events",
  feature: null,
  count: 1,
  days: null,
  targetDays: 30,
};

/** A score under the default tenant's scorecard; a test names only what it is about. */
export function healthScore(part: Partial<HealthScore> = {}): HealthScore {
  return {
    score: 80,
    reason: null,
    band: "good",
    provedBand: "good",
    coverage: 1,
    confidence: 1,
    interval: { low: 80, high: 80 },
    contributions: [],
    capsFired: [],
    capsUndecided: [],
    asOf: "2024-06-30",
    scorecard: { id: "default", version: 2 },
    inputHash: "hash-1",
    ...part,
  };
}

export type Facts = { readonly [Kind in FactKind]?: readonly SourceFact<Kind>[] };

/** Writes facts of several kinds of the source `crm` in one transaction; customers first. */
export function deliver(persistence: Persistence, facts: Facts, tenantId = "default"): Promise<WriteOutcome[]> {
  return persistence.write(tenantId, async (tx) => {
    const outcomes: WriteOutcome[] = [];
    for (const [kind, batch] of Object.entries(facts)) {
      outcomes.push(...(await tx.facts.write(kind as FactKind, "crm", batch as readonly SourceFact<FactKind>[])));
    }
    return outcomes;
  });
}

/** Client id of a customer of the source `crm`. */
export async function clientIdOf(persistence: Persistence, externalId: string, tenantId = "default"): Promise<string> {
  const account = await persistence.read(tenantId, (tx) => tx.accounts.findByRefs([{ source: "crm", externalId }]));
  if (!account) throw new Error(`there is no customer ${externalId}`);
  return account.clientId;
}

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

/** A message that waits to be sent; a test names only what it is about. */
export function newMessage(clientId: string, part: Partial<NewMessage> = {}): NewMessage {
  return {
    messageId: "msg_1",
    batchId: "mb_1",
    clientId,
    contactSource: "crm",
    contactId: "P-1",
    address: "same@a.example",
    category: "transactional",
    templateName: null,
    templateVersion: null,
    subject: "Hello",
    body: "Hello there",
    state: "accepted",
    reason: null,
    sendAt: "2024-06-30T10:00:00.000Z",
    author: "test",
    ...part,
  };
}

/** A small report about an account. */
export function reportAbout(clientId: string, mark: string): NewReport {
  const days = { from: "2024-06-01", to: "2024-06-30" };
  const said = { title: mark, document: { title: mark }, format: "markdown", content: mark } as const;
  return { clientId, segmentId: null, ...days, ...said, author: mark };
}

/** An open risk; a test names only what it is about. */
export function riskEntry(clientId: string, part: Partial<RiskEntry> = {}): RiskEntry {
  return {
    clientId,
    factor: "seat_utilisation",
    status: "open",
    owner: null,
    mitigation: null,
    dueOn: null,
    level: "high",
    value: 0.4,
    asOf: "2024-06-30",
    ...part,
  };
}

/** An evaluation of a segment with one member; a test names only what it is about. */
export function segmentEvaluation(part: Partial<SegmentEvaluation> = {}): SegmentEvaluation {
  return {
    asOf: "2024-06-30",
    customers: 1,
    members: 1,
    groups: [{ group: "members", accounts: 1, arrByCurrency: {}, entered: null, left: null, profile: {} }],
    undecided: 0,
    missing: [],
    comparedWith: null,
    oldestScore: null,
    clusters: null,
    ...part,
  };
}

/** A back-test that found too little to learn from; a test names only what it is about. */
export function churnModelRun(part: Partial<ChurnModelRun> = {}): ChurnModelRun {
  return {
    kind: "logistic",
    firstDay: "2024-01-01",
    lastDay: "2024-06-01",
    watchedUntil: "2024-06-30",
    accountMonths: 6,
    accounts: 1,
    leavers: 0,
    leads: [],
    horizons: [],
    ...part,
  };
}

/** A prediction by health and deadline; a test names only what it is about. */
export function churnPrediction(clientId: string, part: Partial<ChurnPrediction> = {}): ChurnPrediction {
  return {
    clientId,
    asOf: "2024-06-30",
    horizonMonths: 3,
    modelId: null,
    logOdds: null,
    probability: null,
    score: 80,
    band: "good",
    daysToOptOut: null,
    arrByCurrency: { USD: 100 },
    evidence: [],
    ...part,
  };
}

/** SHA-256 as API keys have it. */
export function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** Creates the tenant of a time zone, and returns its id. */
export async function tenantIn(persistence: Persistence, timeZone: string): Promise<string> {
  const tenantId = `in ${timeZone}`;
  await persistence.write(tenantId, (tx) => tx.tenants.ensure({ name: tenantId, timeZone, reportingCurrency: "USD" }));
  return tenantId;
}

/** Every row of a tenant in every table, past row-level security; rows of partitions stand under their table. */
export async function dumpTenant(store: TestStore, tenantId: string): Promise<Record<string, string[]>> {
  const tables = await store.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
     WHERE relnamespace = 'cs'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND attname = 'tenant_id'
     ORDER BY 1`,
  );
  const dump: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await store.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM cs.${name} AS t WHERE tenant_id = $1 ORDER BY 1`,
      [tenantId],
    );
    dump[name] = rows.map(({ row }) => row);
  }
  return dump;
}
