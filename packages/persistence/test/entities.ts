import type {
  ChurnModelRun,
  ChurnPrediction,
  HealthScore,
  Milestone,
  RiskEntry,
  Scorecard,
  SegmentEvaluation,
} from "@cs/models";
import type { NewMessage, NewReport } from "../src/index.ts";

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
