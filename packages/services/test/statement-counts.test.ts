import { statementsOf } from "@cs/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "../src/index.ts";
import { firstEvents, many, openPortfolio, type Portfolio } from "./statement-portfolio.ts";

const sizes = [1, 10, 50] as const;

const text = { subject: "Hello", body: "Hello {{contact.name}}", category: "transactional" };

/** Calls of every operation, each about as many things as the portfolio is large. */
const calls: Record<string, Record<string, (portfolio: Portfolio) => object>> = {
  register_client: {
    "subscriptions and contacts": ({ size }) => ({
      clientName: "New",
      contract: { startDate: "2024-01-01" },
      subscriptions: many(size, (index) => ({
        product: `P ${index}`,
        startDate: "2024-01-01",
        arr: 1,
        currency: "USD",
      })),
      contacts: many(size, (index) => ({ fullName: `Contact ${index}` })),
      idempotencyKey: "statement-counts",
    }),
    // The most that a call takes is 20.
    "external refs": ({ size }) => ({
      clientName: "Other",
      externalRefs: many(Math.min(size, 20), (index) => ({ source: "billing", externalId: `${index}` })),
    }),
  },
  get_client_overview: { "": ({ clientId }) => ({ clientId }) },
  update_client_info: {
    "": ({ size, clientId }) => ({
      clientId,
      expectedVersion: 1,
      patch: { domains: many(Math.min(size, 20), (index) => `d${index}.example`) },
      reason: "r",
    }),
  },
  list_clients: { "": ({ size }) => ({ limit: size }) },
  get_client_timeline: { "": ({ clientId, size }) => ({ clientId, limit: size }) },
  track_usage_engagement: { "": ({ clientId }) => ({ clientId }) },
  calculate_health_score: {
    "stored again": ({ clientIds }) => ({ clientIds }),
    "a new day, with everything": ({ clientIds }) => ({
      clientIds,
      asOf: "2024-06-29",
      include: ["change", "reach", "sensitivity"],
    }),
    "what if": ({ clientIds }) => ({ action: "what_if", clientIds, whatIf: { usage_trend: 0.5 } }),
    override: ({ clientId }) => ({
      action: "override",
      clientIds: [clientId],
      overrideScore: 50,
      reason: "r",
      expiresOn: "2024-12-31",
    }),
    "end of an override": ({ clientId }) => ({ action: "end_override", clientIds: [clientId], reason: "r" }),
    replay: ({ snapshotId }) => ({ action: "replay", snapshotId }),
  },
  segment_customers: {
    list: ({ size }) => ({ limit: size }),
    show: ({ segmentId }) => ({ action: "show", segmentId }),
    members: ({ segmentId, size }) => ({ action: "members", segmentId, limit: size }),
    preview: () => ({ action: "preview", method: "rfm" }),
    "define anew": () => ({ action: "define", name: "All", rule: { fact: "usage_trend", op: "unknown" } }),
    "define a version": ({ segmentId }) => ({ action: "define", segmentId, rule: { fact: "csm", op: "known" } }),
    evaluate: ({ segmentId }) => ({ action: "evaluate", segmentId }),
  },
  track_feature_adoption: { "": () => ({}) },
  manage_lifecycle_stages: {
    get: ({ clientId, size }) => ({ clientId, limit: size }),
    evaluate: ({ clientId }) => ({ action: "evaluate", clientId }),
    transition: ({ clientId }) => ({
      action: "transition",
      clientId,
      toStage: "onboarding",
      expectedVersion: 2,
      reason: "r",
    }),
  },
  track_adoption_milestones: {
    define: () => ({ action: "define", ...firstEvents, reason: "r" }),
    "the whole base": () => ({ limit: 20 }),
    "one client": ({ clientId }) => ({ clientId }),
    "stored for the first time": () => ({ action: "track" }),
    "stored again": () => ({ action: "track" }),
    list: () => ({ action: "list" }),
    retire: () => ({ action: "retire", milestoneId: firstEvents.milestoneId, reason: "r" }),
  },
  segment_by_value_tier: {
    run: () => ({ action: "run", tiers: [{ tier: "high", capacity: 5, accountsPerCsm: 2 }, { tier: "digital" }] }),
    show: ({ size }) => ({ limit: size }),
    accounts: ({ size }) => ({ action: "accounts", limit: size }),
    preview: () => ({ action: "preview", tiers: [{ tier: "low" }], potentialWeight: 1 }),
    "run another model": () => ({ action: "run", tiers: [{ tier: "low" }] }),
  },
  analyze_engagement_patterns: { "": ({ clientId }) => ({ clientId }) },
  analyze_health_trends: {
    "the whole base": () => ({ limit: 10 }),
    "one client": ({ clientId }) => ({ clientId }),
  },
  generate_health_reports: {
    "the whole base": () => ({}),
    "one client": ({ clientId }) => ({ clientId }),
    "a segment": ({ segmentId }) => ({ segmentId }),
  },
  identify_churn_risk: {
    rank: ({ size }) => ({ limit: size }),
    record: ({ size }) => ({ action: "record", limit: size }),
    "recorded again": ({ size }) => ({ action: "record", limit: size }),
    history: ({ clientId, size }) => ({ action: "history", clientId, limit: Math.min(size, 25) }),
  },
  score_risk_factors: {
    assess: ({ clientId }) => ({ clientId }),
    record: ({ clientId }) => ({
      ...{ action: "record", clientId, factor: "inactivity", status: "open", expectedVersion: 0 },
    }),
    history: ({ clientId, size }) => ({ action: "history", clientId, limit: size }),
  },
  send_personalized_email: {
    preview: ({ clientIds }) => ({ clientIds, ...text }),
    "preview with renewals": ({ clientIds }) => ({ clientIds, ...text, body: "{{renewal.date|soon}}" }),
    send: ({ clientIds }) => ({ action: "send", clientIds, ...text }),
    "send to a segment": ({ segmentId }) => ({ action: "send", segmentId, ...text }),
    status: ({ size }) => ({ action: "status", limit: size }),
    "save a template": () => ({ action: "save_template", template: "t", subject: "s", body: "b", expectedVersion: 0 }),
    templates: ({ size }) => ({ action: "templates", limit: size }),
    suppress: ({ size }) => ({
      ...{ action: "suppress", reason: "r" },
      emails: many(size, (index) => `gone${index}@a.example`),
    }),
  },
  handle_support_ticket: {
    list: ({ size }) => ({ limit: Math.min(size, 25) }),
    get: ({ ticketIds: [ticketId], size }) => ({ action: "get", ticketId, limit: Math.min(size, 25) }),
    create: ({ clientId }) => ({ action: "create", clientId, subject: "s", body: "b", requesterEmail: "x@a.example" }),
    comment: ({ ticketIds: [ticketId], size }) => ({
      ...{ action: "comment", ticketId, expectedVersion: size, body: "b", public: true },
    }),
    update: ({ ticketIds: [ticketId], size }) => ({
      ...{ action: "update", ticketId, expectedVersion: size + 1, subject: "t", priority: "P0", status: "pending" },
    }),
    solve: ({ ticketIds: [ticketId], size }) => ({ action: "solve", ticketId, expectedVersion: size + 4 }),
    reopen: ({ ticketIds: [ticketId], size }) => ({ action: "reopen", ticketId, expectedVersion: size + 5 }),
    merge: ({ ticketIds: [ticketId, into], size }) => ({ action: "merge", ticketId, into, expectedVersion: size + 6 }),
  },
  optimize_customer_lifetime_value: { "": () => ({ margin: 0.8, discount: 0.1 }) },
};

describe("the number of SQL statements of an operation", () => {
  const portfolios: Portfolio[] = [];
  beforeAll(async () => {
    for (const size of sizes) portfolios.push(await openPortfolio(size));
  });
  afterAll(async () => {
    for (const { store } of portfolios) await store.dispose();
  });

  it("is counted for every operation", () => {
    expect(Object.keys(calls)).toEqual(operations.map(({ name }) => name));
  });

  it("is counted where there is as much to do as the size says", async () => {
    for (const { store, size, clientId, ticketIds } of portfolios) {
      expect((await store.run("list_clients", { limit: 1 }))["total"]).toBe(size);
      expect((await store.run("analyze_health_trends", { limit: 10 }))["movers"]).toHaveLength(Math.min(size, 10));
      const { milestones } = await store.run("track_adoption_milestones", { limit: 20 });
      expect(milestones).toMatchObject([{ counts: { overdue: size } }]);
      const { total } = await store.run("get_client_timeline", { clientId, types: ["ticket_created"] });
      expect(total).toBe(size + ticketIds.length);
    }
  });

  it("is the same for 1, 10 and 50 accounts, facts or scores", async () => {
    const counts: Record<string, number[]> = {};
    for (const [name, kinds] of Object.entries(calls)) {
      for (const [kind, input] of Object.entries(kinds)) {
        const row: number[] = [];
        for (const portfolio of portfolios) {
          const statements = await statementsOf(() => portfolio.store.run(name, input(portfolio)));
          row.push(statements.length);
        }
        counts[kind === "" ? name : `${name}: ${kind}`] = row;
      }
    }
    const table = Object.entries(counts).map(([call, row]) => `${call} ${row.join(" ")}`);
    expect(table).toMatchInlineSnapshot(`
      [
        "register_client: subscriptions and contacts 22 22 22",
        "register_client: external refs 12 12 12",
        "get_client_overview 9 9 9",
        "update_client_info 9 9 9",
        "list_clients 7 7 7",
        "get_client_timeline 6 6 6",
        "track_usage_engagement 11 11 11",
        "calculate_health_score: stored again 14 14 14",
        "calculate_health_score: a new day, with everything 16 16 16",
        "calculate_health_score: what if 10 10 10",
        "calculate_health_score: override 18 18 18",
        "calculate_health_score: end of an override 19 19 19",
        "calculate_health_score: replay 5 5 5",
        "segment_customers: list 6 6 6",
        "segment_customers: show 8 8 8",
        "segment_customers: members 9 9 9",
        "segment_customers: preview 6 6 6",
        "segment_customers: define anew 16 16 16",
        "segment_customers: define a version 18 18 18",
        "segment_customers: evaluate 14 14 14",
        "track_feature_adoption 9 9 9",
        "manage_lifecycle_stages: get 9 9 9",
        "manage_lifecycle_stages: evaluate 8 8 8",
        "manage_lifecycle_stages: transition 13 13 13",
        "track_adoption_milestones: define 9 9 9",
        "track_adoption_milestones: the whole base 11 11 11",
        "track_adoption_milestones: one client 11 11 11",
        "track_adoption_milestones: stored for the first time 12 12 12",
        "track_adoption_milestones: stored again 12 12 12",
        "track_adoption_milestones: list 5 5 5",
        "track_adoption_milestones: retire 9 9 9",
        "segment_by_value_tier: run 17 17 17",
        "segment_by_value_tier: show 9 9 9",
        "segment_by_value_tier: accounts 9 9 9",
        "segment_by_value_tier: preview 8 8 8",
        "segment_by_value_tier: run another model 18 18 18",
        "analyze_engagement_patterns 13 13 13",
        "analyze_health_trends: the whole base 7 7 7",
        "analyze_health_trends: one client 8 8 8",
        "generate_health_reports: the whole base 14 14 14",
        "generate_health_reports: one client 16 16 16",
        "generate_health_reports: a segment 16 16 16",
        "identify_churn_risk: rank 7 7 7",
        "identify_churn_risk: record 10 10 10",
        "identify_churn_risk: recorded again 10 10 10",
        "identify_churn_risk: history 7 7 7",
        "score_risk_factors: assess 9 9 9",
        "score_risk_factors: record 13 13 13",
        "score_risk_factors: history 7 7 7",
        "send_personalized_email: preview 8 8 8",
        "send_personalized_email: preview with renewals 9 9 9",
        "send_personalized_email: send 22 22 22",
        "send_personalized_email: send to a segment 24 24 24",
        "send_personalized_email: status 6 6 6",
        "send_personalized_email: save a template 8 8 8",
        "send_personalized_email: templates 6 6 6",
        "send_personalized_email: suppress 6 6 6",
        "handle_support_ticket: list 7 7 7",
        "handle_support_ticket: get 10 10 10",
        "handle_support_ticket: create 26 26 26",
        "handle_support_ticket: comment 24 24 24",
        "handle_support_ticket: update 11 11 11",
        "handle_support_ticket: solve 11 11 11",
        "handle_support_ticket: reopen 11 11 11",
        "handle_support_ticket: merge 19 19 19",
        "optimize_customer_lifetime_value 6 6 6",
      ]
    `);
    for (const [call, row] of Object.entries(counts)) expect(new Set(row).size, call).toBe(1);
  });
});
