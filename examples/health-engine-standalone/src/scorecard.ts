import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseScorecard } from "@cs/health-engine";
import type { Scorecard } from "@cs/models";
import { measures } from "./measures.ts";

const file = join(import.meta.dirname, "..", "data", "scorecard.json");

/** Our scorecard. A measure that we do not have, or points against their direction, are refused here and not later. */
export function readScorecard(): Scorecard {
  return parseScorecard(JSON.parse(readFileSync(file, "utf8")), { knownMeasures: Object.keys(measures) });
}
