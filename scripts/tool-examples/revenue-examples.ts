import type { ToolExample } from "./tool-example.ts";

/** Examples of the tools about expansion and revenue. */
export const revenueExamples: Readonly<Record<string, readonly ToolExample[]>> = {
  optimize_customer_lifetime_value: [
    { title: "Too few renewals to tell", input: () => ({ margin: 0.8, discount: 0.1 }) },
    { title: "A margin that nobody gave", input: () => ({ discount: 0.1 }) },
  ],
};
