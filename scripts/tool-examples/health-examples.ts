import type { ToolExample } from "./tool-example.ts";

/** Examples of the tools about health and use. */
export const healthExamples: Readonly<Record<string, readonly ToolExample[]>> = {
  calculate_health_score: [
    { title: "A score and what it follows from", input: (client) => ({ clientIds: [client("Walnut Retail")] }) },
    {
      title: "What another trend of use would do",
      input: (client) => ({
        action: "what_if",
        clientIds: [client("Walnut Retail")],
        whatIf: { usage_trend: 0.1 },
      }),
    },
    {
      title: "A measure that does not exist",
      input: (client) => ({ action: "what_if", clientIds: [client("Walnut Retail")], whatIf: { usage: 1 } }),
    },
  ],
  track_usage_engagement: [
    {
      title: "Four weeks of use",
      input: (client) => ({ clientId: client("Zephyr Freight"), from: "2026-06-01", grain: "week" }),
    },
  ],
  track_feature_adoption: [
    { title: "The most adopted features of a segment", input: () => ({ segment: "enterprise", limit: 2 }) },
  ],
  analyze_engagement_patterns: [
    {
      title: "Eight weeks of one account",
      input: (client) => ({ clientId: client("Zephyr Freight"), weeks: 8 }),
    },
  ],
  segment_customers: [
    {
      title: "Who would be in a segment of large accounts that use less",
      input: () => ({
        action: "preview",
        rule: {
          all: [
            { fact: "arr", op: ">=", value: 10_000_000 },
            { fact: "usage_trend", op: "<", value: 0 },
          ],
        },
      }),
    },
    {
      title: "A fact that does not exist",
      input: () => ({ action: "preview", rule: { fact: "usage_trends", op: "<", value: 0 } }),
    },
    {
      title: "A segment that is kept",
      input: () => ({ action: "define", name: "Unmanaged", rule: { fact: "csm", op: "unknown" } }),
    },
  ],
  segment_by_value_tier: [
    {
      title: "Tiers with room for ten accounts with close care",
      input: () => ({
        action: "preview",
        limit: 2,
        tiers: [
          { tier: "high", minimumValue: 10_000_000, capacity: 10, accountsPerCsm: 10 },
          { tier: "low", accountsPerCsm: 50 },
        ],
      }),
    },
  ],
  manage_lifecycle_stages: [
    {
      title: "Where an account may go, and what speaks for it",
      input: (client) => ({ action: "evaluate", clientId: client("Zephyr Freight") }),
    },
    {
      title: "A move that the stages do not allow",
      input: (client) => ({
        action: "transition",
        clientId: client("Zephyr Freight"),
        toStage: "won_back",
        expectedVersion: 1,
        reason: "They came back",
      }),
    },
  ],
  track_adoption_milestones: [
    {
      title: "A new milestone",
      input: () => ({
        action: "define",
        milestoneId: "five_weekly_users",
        name: "Five users in a week",
        kind: "active_users",
        count: 5,
        days: 7,
        targetDays: 60,
        reason: "Agreed in the onboarding review",
      }),
    },
    { title: "Who has reached it", input: () => ({ segment: "enterprise", limit: 2 }) },
    { title: "Where one account stands", input: (client) => ({ clientId: client("Zephyr Freight") }) },
  ],
  analyze_health_trends: [
    {
      title: "The small customers since January",
      input: () => ({ segment: "smb", from: "2026-01-01", limit: 2 }),
    },
    {
      title: "One account",
      input: (client) => ({ clientId: client("Marble Publishing"), from: "2026-04-01" }),
    },
  ],
  generate_health_reports: [
    { title: "All accounts in the last quarter, as a page", input: () => ({}) },
    {
      title: "One account, as a spreadsheet",
      input: (client) => ({ clientId: client("Zephyr Freight"), format: "csv" }),
    },
  ],
};
