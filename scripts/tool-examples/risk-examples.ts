import type { ToolExample } from "./tool-example.ts";

/** Examples of the tools about retention and risk. */
export const riskExamples: Readonly<Record<string, readonly ToolExample[]>> = {
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
