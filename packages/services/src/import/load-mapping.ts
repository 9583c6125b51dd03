import { dirname, resolve } from "node:path";
import type { Scorecard } from "@cs/models";
import { readJson } from "../files/read-json.ts";
import { loadScorecard } from "../health/scorecards/load-scorecard.ts";
import { type Mapping, parseMapping } from "./mapping.ts";

/** A mapping file with the scorecard file it names, if any. */
export interface LoadedMapping {
  readonly mapping: Mapping;
  readonly scorecard: Scorecard | null;
}

/** Reads and checks a mapping file and its scorecard. Errors name the file, the field and the fix. */
export async function loadMapping(path: string): Promise<LoadedMapping> {
  const mapping = parseMapping(await readJson(path, "mapping"));
  if (mapping.scorecard === undefined) return { mapping, scorecard: null };
  return { mapping, scorecard: await loadScorecard(resolve(dirname(path), mapping.scorecard)) };
}
