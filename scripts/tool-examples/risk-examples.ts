import type { ToolExample } from "./tool-example.ts";

/** Examples of the tools about retention and risk. */
export const riskExamples: Readonly<Record<string, readonly ToolExample[]>> = {
  identify_churn_risk: [
    { title: "Who is most at risk in the next three months", input: () => ({ limit: 2 }) },
    {
      title: "What is said of large accounts today, kept to be compared later",
      input: () => ({ action: "record", minimumArr: 20_000_000, horizonMonths: 6, limit: 1 }),
    },
    { title: "A horizon for which no model is trained", input: () => ({ horizonMonths: 12 }) },
  ],
  score_risk_factors: [
    { title: "What endangers an account", input: (client) => ({ clientId: client("Marble Publishing") }) },
    {
      title: "A risk that somebody sees to",
      input: (client) => ({
        ...{ action: "record", clientId: client("Marble Publishing"), factor: "champion_gone", status: "mitigating" },
        ...{
          owner: "CSM East",
          mitigation: "Find a new champion in operations",
          dueOn: "2026-12-15",
          expectedVersion: 0,
        },
      }),
    },
    {
      title: "A version that is not the newest",
      input: (client) => ({
        ...{ action: "record", clientId: client("Marble Publishing"), factor: "champion_gone", status: "closed" },
        expectedVersion: 0,
      }),
    },
  ],
};
