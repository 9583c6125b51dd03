import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { measureIds, parseScorecard } from "@cs/health-engine";
import { ConfigurationError, type Scorecard } from "@cs/models";
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
  const scorecardPath = resolve(dirname(path), mapping.scorecard);
  const scorecard = parseScorecard(await readJson(scorecardPath, "scorecard"), { knownMeasures: measureIds });
  return { mapping, scorecard };
}

async function readJson(path: string, what: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new ConfigurationError(`The ${what} file ${path} cannot be read.`, { cause, hint: "Correct the path." });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigurationError(`The ${what} file ${path} is not JSON: ${reason}`, {
      cause,
      hint: "Correct the file.",
    });
  }
}
