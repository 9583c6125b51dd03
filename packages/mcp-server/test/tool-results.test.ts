import { operations } from "@cs/services";
import { databaseVariables, type McpConnection, useTestStore, useWorkbench } from "@cs/testing";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/ajv";
import type { JsonSchemaType } from "@modelcontextprotocol/sdk/validation/types.js";
import { beforeAll, describe, expect, it } from "vitest";
import { acme, type RegisterOutput } from "./fixtures.ts";
import { holdOffice } from "./hold-office.ts";
import { rowHashes } from "./row-hashes.ts";

const store = useTestStore({ asOf: "2024-06-01" });
holdOffice(store);
const bench = useWorkbench();
const validators = new AjvJsonSchemaValidator();
let connection: McpConnection;
let clientId: string;

beforeAll(async () => {
  connection = await bench.connect({ ...databaseVariables(store.urls), CS_AS_OF: "2024-06-01" });
  ({ clientId } = (await connection.call<RegisterOutput>("register_client", acme)).client);
});

/** Valid calls of every tool, full and nearly empty ones. */
const calls: Readonly<Record<string, () => readonly object[]>> = {
  register_client: () => [{ clientName: "Bare" }, { ...acme, clientName: "Acme Two", externalRefs: [] }, acme],
  get_client_overview: () => [{ clientId }, { clientId, asOf: "2023-01-01" }],
  update_client_info: () => [
    { clientId, expectedVersion: 1, patch: { planTier: "enterprise", country: null }, reason: "upgrade" },
    { clientId, expectedVersion: 2, patch: {}, reason: "nothing to change" },
  ],
  list_clients: () => [{}, { sort: "health", limit: 1 }, { search: "nobody is called this" }],
  get_client_timeline: () => [{ clientId }, { clientId, types: ["survey_answered"], limit: 1 }],
  calculate_health_score: () => [
    { clientIds: [clientId] },
    { action: "what_if", clientIds: [clientId], whatIf: { usage_trend: -0.5, seat_utilisation: 0.9 } },
    { clientIds: [clientId], include: ["change", "reach", "sensitivity"] },
    { action: "override", clientIds: [clientId], overrideScore: 80, reason: "met them", expiresOn: "2024-07-01" },
    { action: "end_override", clientIds: [clientId], reason: "met them again" },
  ],
  segment_customers: () => [
    {},
    {
      action: "preview",
      rule: { all: [{ fact: "arr", op: ">", value: 0 }, { not: { fact: "csm", op: "=", value: "x" } }] },
    },
    { action: "preview", method: "rfm" },
    {
      action: "define",
      name: "Everybody",
      rule: {
        any: [
          { fact: "csm", op: "known" },
          { fact: "csm", op: "unknown" },
        ],
      },
    },
    { action: "list", limit: 1 },
  ],
  track_usage_engagement: () => [{ clientId }, { clientId, grain: "month", to: "2024-06-30" }],
  segment_by_value_tier: () => [
    {},
    { action: "preview", tiers: [{ tier: "high", minimumValue: 1, accountsPerCsm: 9 }, { tier: "low" }] },
    { action: "run", tiers: [{ tier: "digital" }], potentialWeight: 0.5 },
    { action: "show" },
    { action: "accounts" },
  ],
  track_feature_adoption: () => [
    {},
    { clientId, days: 30, minimumEvents: 5 },
    { segment: "startup", features: ["none"] },
  ],
  analyze_engagement_patterns: () => [{ clientId }, { clientId, weeks: 4, asOf: "2023-01-01" }],
  manage_lifecycle_stages: () => [
    { clientId },
    { action: "evaluate", clientId },
    { action: "transition", clientId, toStage: "adoption", expectedVersion: 2, reason: "first use" },
    { clientId, limit: 1 },
  ],
  track_adoption_milestones: () => [
    { action: "define", milestoneId: "first_use", name: "First use", kind: "events", count: 1, reason: "r" },
    { action: "track" },
    {},
    { clientId },
    { action: "list" },
    { action: "retire", milestoneId: "first_use", reason: "r" },
  ],
  generate_health_reports: () => [{}, { clientId, format: "csv" }, { format: "pdf", from: "2024-01-01" }],
  score_risk_factors: () => [
    { action: "assess", clientId },
    { action: "record", clientId, factor: "inactivity", status: "open", owner: "Kim", expectedVersion: 0 },
    { action: "assess", clientId, asOf: "2023-01-01" },
    { action: "history", clientId, limit: 1 },
  ],
  handle_support_ticket: () => [
    { action: "create", clientId, subject: "Export fails", body: "It says 500.", priority: "P1" },
    { clientId },
    { status: "closed", limit: 1 },
  ],
  optimize_customer_lifetime_value: () => [
    { margin: 0.8, discount: 0.1 },
    { margin: 0.8, discount: 0.1, clientId },
    { margin: 0.8, discount: 0.1, variant: "non_contractual" },
  ],
  identify_churn_risk: () => [
    {},
    { horizonMonths: 6, bands: ["critical"], limit: 1 },
    { action: "record" },
    { action: "history", clientId },
  ],
  send_personalized_email: () => [
    { clientIds: [clientId], subject: "Hello", body: "Hi {{contact.firstName|there}}", category: "lifecycle" },
    { action: "preview", clientIds: [clientId], subject: "s", body: "{{account.name}}", category: "marketing" },
    { action: "send", clientIds: [clientId], subject: "s", body: "b", category: "transactional" },
    { action: "save_template", template: "welcome", subject: "s", body: "b", expectedVersion: 0 },
    { action: "templates" },
    { action: "templates", template: "welcome" },
    { action: "suppress", emails: ["someone@a.example"], reason: "asked" },
    { action: "status" },
  ],
  analyze_health_trends: () => [{}, { clientId, from: "2024-01-01" }, { segment: "startup", limit: 1 }],
};

it("has valid calls of every tool", () => {
  expect(Object.keys(calls).toSorted()).toEqual(operations.map((operation) => operation.name).toSorted());
});

describe.each(operations.map((operation) => operation.name))("an answer of %s", (name) => {
  it("fits the output schema and says the same as text", async () => {
    const { tools } = await connection.client.listTools();
    const schema = tools.find((tool) => tool.name === name)?.outputSchema;
    const validate = validators.getValidator({ ...schema } as JsonSchemaType);
    for (const input of calls[name]?.() ?? []) {
      const { isError, output, text } = await connection.ask(name, input);
      expect(isError, text).toBe(false);
      expect(validate(output).errorMessage).toBeUndefined();
      expect(text).toBe(JSON.stringify(output));
    }
  });
});

describe("a repeated write", () => {
  it("with the same idempotency key gives the first answer and writes once, also in another process", async () => {
    const input = { clientName: "Only once", idempotencyKey: "only-once-1" };
    const first = await connection.call<RegisterOutput>("register_client", input);
    const other = await bench.connect(databaseVariables(store.urls));
    expect(await other.call("register_client", input)).toEqual(first);
    expect(await connection.call("list_clients", { search: "Only once" })).toMatchObject({ total: 1 });
  });
});

describe("a tool that only reads", () => {
  it("writes nothing: every row of every table stays as it was", async () => {
    const before = await rowHashes(store);
    expect(Object.keys(before)).toContain("cs.accounts");
    for (const { name, actions } of operations.filter(
      (operation) => operation.effect === "read" || operation.actions,
    )) {
      const reads = (input: object) => !actions || ("action" in input && actions[String(input.action)] === "read");
      for (const input of (calls[name]?.() ?? []).filter(reads)) await connection.call(name, input);
    }
    expect(await rowHashes(store)).toEqual(before);
  });
});
