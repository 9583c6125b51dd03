import { communicationExamples } from "./communication-examples.ts";
import { coreExamples } from "./core-examples.ts";
import { healthExamples } from "./health-examples.ts";
import { revenueExamples } from "./revenue-examples.ts";
import { riskExamples } from "./risk-examples.ts";
import { supportExamples } from "./support-examples.ts";
import type { ToolExample } from "./tool-example.ts";

/** Examples of every tool, by name. Those of tools that write run after all others, in this order. */
export const toolExamples: Readonly<Record<string, readonly ToolExample[]>> = {
  ...coreExamples,
  ...healthExamples,
  ...riskExamples,
  ...supportExamples,
  ...revenueExamples,
  ...communicationExamples,
};
