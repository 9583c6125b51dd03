import { useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { operations, scopeOf } from "../src/index.ts";

const store = useTestStore();

/** Read by hand from what the operations do. */
const needed: Record<string, string> = {
  register_client: "cs:write",
  get_client_overview: "cs:read",
  update_client_info: "cs:write",
  list_clients: "cs:read",
  get_client_timeline: "cs:read",
  calculate_health_score: "cs:write",
  segment_customers: "cs:read",
  segment_by_value_tier: "cs:read",
  identify_churn_risk: "cs:read",
  analyze_health_trends: "cs:read",
  manage_lifecycle_stages: "cs:read",
  track_adoption_milestones: "cs:read",
  track_usage_engagement: "cs:read",
  track_feature_adoption: "cs:read",
  analyze_engagement_patterns: "cs:read",
  generate_health_reports: "cs:write",
  score_risk_factors: "cs:read",
  handle_support_ticket: "cs:read",
  optimize_customer_lifetime_value: "cs:read",
  send_personalized_email: "cs:read",
};

describe("the scope of a call", () => {
  it("follows from the effect of the operation", () => {
    const found = Object.fromEntries(operations.map((operation) => [operation.name, scopeOf(operation, {})]));
    expect(found).toEqual(needed);
  });

  it("follows from the effect of the action, and never from names that objects have anyway", () => {
    const operation = { effect: "write", actions: { show: "read", erase: "write" } } as const;
    for (const input of [{ action: "show" }, {}, null, "erase"]) expect(scopeOf(operation, input)).toBe("cs:read");
    for (const action of ["erase", "toString", "__proto__", ["show", "x"], null]) {
      expect(scopeOf(operation, { action })).toBe("cs:write");
    }
  });

  it.each(operations)("is asked for by the executor before anything is read: $name", async ({ name }) => {
    const rates = { margin: 0.8, discount: 0.1 };
    const input = {
      clientId: `cs_${"0".repeat(26)}`,
      clientName: "Never",
      expectedVersion: 1,
      patch: {},
      reason: "r",
      ...rates,
    };
    const fits = Object.fromEntries(
      Object.entries(input).filter(([field]) => operations.find((each) => each.name === name)?.input.shape[field]),
    );
    const call = { scopes: (["cs:read", "cs:write"] as const).filter((scope) => scope !== needed[name]) };
    const failure = await store.run(name, fits, call).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "forbidden", message: `This call needs the scope ${needed[name]}.` });
  });
});
