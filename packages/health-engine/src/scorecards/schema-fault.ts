import type { z } from "zod";
import { type Fault, pathText } from "./fault.ts";

type Issue = z.core.$ZodIssue;

/** What the schema found wrong, as a fault in the words of a scorecard. */
export function schemaFault(issue: Issue): Fault {
  const path = pathText(issue.path);
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0] ?? "";
    return {
      path: pathText([...issue.path, key]),
      problem: "is not a known key",
      hint: `Remove "${key}" or correct its name.`,
    };
  }
  const problem = `is not valid: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`;
  return { path, problem, hint: hintFor(issue) };
}

function hintFor(issue: Issue): string {
  if (issue.path.at(-1) === "weight") return "Give a number greater than 0; only proportions matter.";
  if (issue.path.at(-1) === "kind")
    return "Use one of: piecewise_linear, banded, recency, target_range, logistic, percentile.";
  if (issue.code === "invalid_value") return `Use one of: ${issue.values.map(String).join(", ")}.`;
  return "Correct this value and parse the scorecard again.";
}
