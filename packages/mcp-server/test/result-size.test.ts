import { portfolioFacts } from "@cs/portfolio";
import { loadFacts, operations, scoreHistory } from "@cs/services";
import { databaseVariables, type McpConnection, useTestStore, useWorkbench } from "@cs/testing";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { beforeAll, describe, expect, it } from "vitest";
import { type ClientPage, pagesOf } from "./pages.ts";

const asOf = "2024-06-30";
const store = useTestStore({ asOf });
const bench = useWorkbench();
let connection: McpConnection;
let clientIds: string[];
let segmentId: string;

interface CutAnswer {
  readonly cut?: {
    readonly shown: number;
    readonly of: number;
    readonly next: { readonly tool: string; readonly arguments: object };
  };
}

beforeAll(async () => {
  const facts = portfolioFacts({ accounts: 110, seed: 7, historyDays: 420, asOf });
  const { persistence, tenantId } = store;
  await loadFacts({ persistence, tenantId, source: "demo", facts, asOf });
  await scoreHistory({ persistence, tenantId, asOf, from: "2024-01-01", everyDays: 7 });
  connection = await bench.connect({ ...databaseVariables(store.urls), CS_AS_OF: asOf });
  const pages = await pagesOf(connection, { limit: 50 });
  clientIds = pages.flatMap(({ clients }) => clients.map(({ clientId }) => clientId));
  const everybody = { action: "define", name: "Everybody", rule: { fact: "csm", op: "known" } };
  const { segment } = await connection.call<{ segment: { segmentId: string } }>("segment_customers", everybody);
  segmentId = segment.segmentId;
}, 240_000);

/** The longest answers that tools give. */
const longest: Readonly<Record<string, () => object>> = {
  get_client_overview: () => ({ clientId: clientIds[0] }),
  list_clients: () => ({ limit: 100, sort: "health" }),
  get_client_timeline: () => ({ clientId: clientIds[0], limit: 100 }),
  calculate_health_score: () => ({
    clientIds: clientIds.slice(0, 50),
    asOf: "2024-06-29",
    include: ["change", "reach", "sensitivity"],
  }),
  analyze_health_trends: () => ({ limit: 10 }),
  segment_customers: () => ({ action: "members", segmentId, limit: 100 }),
  track_feature_adoption: () => ({ days: 365, limit: 20 }),
  generate_health_reports: () => ({ clientId: clientIds[0], from: "2023-06-30" }),
  score_risk_factors: () => ({ clientId: clientIds[0] }),
  identify_churn_risk: () => ({ limit: 100 }),
};

async function textOf(name: string, input: object): Promise<string> {
  const { text, isError } = await connection.ask(name, input);
  if (isError) throw new Error(text);
  return text;
}

describe.each(Object.entries(longest))("the longest answer of %s", (name, input) => {
  it.each(["concise", "detailed"])("%s takes at most 20,000 tokens and 45,000 characters", async (responseFormat) => {
    const text = await textOf(name, { ...input(), responseFormat });
    const tokens = countTokens(text);
    console.info(`${name} ${responseFormat}: ${text.length} characters, ${tokens} tokens`);
    expect(text.length).toBeLessThanOrEqual(45_000);
    expect(tokens).toBeLessThanOrEqual(20_000);
  });
});

describe("a concise answer", () => {
  it("of every tool that has one takes at most 40 % of the detailed one", async () => {
    const offered = (await connection.client.listTools()).tools.filter(
      ({ inputSchema }) => "responseFormat" in (inputSchema.properties ?? {}),
    );
    expect(offered.map(({ name }) => name).toSorted()).toEqual(Object.keys(longest).toSorted());
    // Short enough not to be cut, which would compare different parts.
    const short: Record<string, object> = {
      list_clients: { limit: 50, sort: "health" },
      segment_customers: { action: "members", segmentId, limit: 50 },
      get_client_timeline: { clientId: clientIds[0], limit: 50 },
      identify_churn_risk: { limit: 25 },
      calculate_health_score: { clientIds: clientIds.slice(0, 3) },
    };
    for (const { name } of offered) {
      const input = short[name] ?? longest[name]?.() ?? {};
      const detailed = await textOf(name, { ...input, responseFormat: "detailed" });
      expect(detailed, name).not.toMatch(/^\{"cut"/);
      const concise = await textOf(name, input);
      console.info(`${name}: ${concise.length} of ${detailed.length} characters`);
      expect.soft(concise.length / detailed.length, name).toBeLessThanOrEqual(0.4);
    }
  }, 120_000);
});

describe("a cut answer", () => {
  it("of scores names the call that brings the rest, until every client was shown once", async () => {
    let [tool, input]: [string, object] = [
      "calculate_health_score",
      { ...longest["calculate_health_score"]?.(), responseFormat: "detailed" },
    ];
    const seen: string[] = [];
    for (let calls = 0; calls < 20; calls += 1) {
      const { cut, results } = await connection.call<CutAnswer & { results: { clientId: string }[] }>(tool, input);
      seen.push(...results.map(({ clientId }) => clientId));
      if (!cut) break;
      expect(cut).toMatchObject({ shown: results.length, next: { tool: "calculate_health_score" } });
      [tool, input] = [cut.next.tool, cut.next.arguments];
    }
    expect(seen).toEqual(clientIds.slice(0, 50));
  }, 120_000);

  it("of milestones names the call that brings the rest, until every one was shown once", async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `milestone_${String(index).padStart(2, "0")}`);
    for (const milestoneId of ids) {
      const milestone = { milestoneId, name: milestoneId, kind: "events", count: 1_000_000_000, targetDays: 1 };
      await store.run("track_adoption_milestones", { action: "define", ...milestone, reason: "size" });
    }
    const seen: string[] = [];
    let input: object = { limit: 20 };
    for (let calls = 0; calls < 20; calls += 1) {
      const answer = await connection.call<CutAnswer & { milestones: { milestoneId: string }[] }>(
        "track_adoption_milestones",
        input,
      );
      expect(JSON.stringify(answer).length).toBeLessThanOrEqual(45_000);
      seen.push(...answer.milestones.map(({ milestoneId }) => milestoneId));
      if (calls === 0) expect(answer.cut).toMatchObject({ of: 50, next: { tool: "track_adoption_milestones" } });
      if (!answer.cut) break;
      input = answer.cut.next.arguments;
    }
    expect(seen).toEqual(ids);
  }, 120_000);

  it("of a history of risks names the next page, until every version was shown once", async () => {
    const [clientId = ""] = clientIds;
    const entry = { action: "record", clientId, factor: "inactivity", status: "open", mitigation: "x".repeat(1000) };
    for (let version = 0; version < 50; version += 1) {
      await store.run("score_risk_factors", { ...entry, expectedVersion: version });
    }
    const seen: number[] = [];
    let input: object = { action: "history", clientId, limit: 50 };
    for (let calls = 0; calls < 20; calls += 1) {
      const answer = await connection.call<{ entries: { version: number }[]; nextCursor: string | null }>(
        "score_risk_factors",
        input,
      );
      expect(JSON.stringify(answer).length).toBeLessThanOrEqual(45_000);
      seen.push(...answer.entries.map(({ version }) => version));
      if (answer.nextCursor === null) break;
      input = { ...input, cursor: answer.nextCursor };
    }
    expect(seen).toEqual(Array.from({ length: 50 }, (_, index) => 50 - index));
  }, 120_000);

  it("of a ticket names the next page of its comments, until every one was shown once; a list needs none", async () => {
    const [clientId = ""] = clientIds;
    const made = { action: "create", clientId, subject: "s".repeat(500), body: "0".padEnd(10_000, "x") };
    for (let ticket = 0; ticket < 25; ticket += 1) await store.run("handle_support_ticket", made);
    const listed = await textOf("handle_support_ticket", { clientId, limit: 25 });
    expect(listed.length).toBeLessThanOrEqual(45_000);
    expect(listed).not.toMatch(/^\{"cut"/);
    const { tickets } = JSON.parse(listed) as { tickets: { ticketId: string }[] };
    const ticketId = tickets[0]?.ticketId;
    for (let version = 1; version < 30; version += 1) {
      const body = String(version).padEnd(10_000, "x");
      await store.run("handle_support_ticket", { action: "comment", ticketId, expectedVersion: version, body });
    }
    type Page = { comments: { body: { text: string } }[]; nextCursor: string | null };
    const seen: number[] = [];
    let input: object = { action: "get", ticketId, limit: 25 };
    for (let calls = 0; calls < 20; calls += 1) {
      const page = await connection.call<Page>("handle_support_ticket", input);
      expect(JSON.stringify(page).length).toBeLessThanOrEqual(45_000);
      seen.push(...page.comments.map(({ body }) => Number(/(\d+)x/.exec(body.text)?.[1])));
      if (page.nextCursor === null) break;
      input = { ...input, cursor: page.nextCursor };
    }
    expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => 29 - index));
  }, 120_000);

  it("of a history of stages names the next page, until every change was shown once", async () => {
    const [clientId = ""] = clientIds;
    const reason = "x".repeat(500);
    for (let round = 0; round < 30; round += 1) {
      for (const lifecycleStage of ["churned", "won_back"]) {
        const { version } = await store.run("manage_lifecycle_stages", { clientId });
        const patch = { clientId, expectedVersion: version, patch: { lifecycleStage }, reason };
        await store.run("update_client_info", patch);
      }
    }
    type History = { history: { to: string }[]; nextCursor: string | null; total: number };
    const seen: string[] = [];
    let input: object = { clientId, limit: 50 };
    let total = 0;
    for (let calls = 0; calls < 20; calls += 1) {
      const page = await connection.call<CutAnswer & History>("manage_lifecycle_stages", input);
      expect(JSON.stringify(page).length).toBeLessThanOrEqual(45_000);
      seen.push(...page.history.map(({ to }) => to));
      total = page.total;
      if (page.nextCursor === null) break;
      input = page.cut?.next.arguments ?? { ...input, cursor: page.nextCursor };
    }
    expect(seen).toHaveLength(total);
    expect(seen.slice(0, 2)).toEqual(["won_back", "churned"]);
    expect(total).toBeGreaterThanOrEqual(60);
  }, 120_000);

  it("of a page names the next page, which begins where it ended", async () => {
    let input: object = { limit: 100, responseFormat: "detailed" };
    const seen: string[] = [];
    for (let calls = 0; calls < 20; calls += 1) {
      const page = await connection.call<CutAnswer & ClientPage>("list_clients", input);
      seen.push(...page.clients.map(({ clientId }) => clientId));
      if (calls === 0) expect(page.cut).toMatchObject({ shown: page.clients.length, of: 100 });
      if (page.nextCursor === null) break;
      input = page.cut?.next.arguments ?? { ...input, cursor: page.nextCursor };
    }
    expect(seen.toSorted()).toEqual(clientIds.toSorted());
  }, 120_000);
});

it("knows the longest answer of every tool that has details", () => {
  const withoutDetails = [
    "register_client",
    "update_client_info",
    "track_usage_engagement",
    "segment_by_value_tier",
    "analyze_engagement_patterns",
    "manage_lifecycle_stages",
    "track_adoption_milestones",
    "handle_support_ticket",
    "optimize_customer_lifetime_value",
    "send_personalized_email",
  ];
  const names = operations.map(({ name }) => name).filter((name) => !withoutDetails.includes(name));
  expect(Object.keys(longest).toSorted()).toEqual(names.toSorted());
});
