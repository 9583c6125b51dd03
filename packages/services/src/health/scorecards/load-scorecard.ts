import { measureIds, parseScorecard, parseScorecardRules } from "@cs/health-engine";
import type { Scorecard, ScorecardRules } from "@cs/models";
import { readJson } from "../../files/read-json.ts";

/** Reads and checks a scorecard file. Errors name the file, the field and the fix. */
export async function loadScorecard(path: string): Promise<Scorecard> {
  return parseScorecard(await readJson(path, "scorecard"), { knownMeasures: measureIds });
}

/** Reads and checks a file with the rules that pick scorecards. */
export async function loadScorecardRules(path: string): Promise<ScorecardRules> {
  return parseScorecardRules(await readJson(path, "scorecard rules"));
}
