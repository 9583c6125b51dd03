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
};
