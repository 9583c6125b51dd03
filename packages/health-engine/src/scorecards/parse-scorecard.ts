import { type Scorecard, scorecardSchema } from "@cs/models";
import { directionFaults } from "./direction-faults.ts";
import { duplicates } from "./duplicates.ts";
import { errorOf, type Fault } from "./fault.ts";
import { schemaFault } from "./schema-fault.ts";
import { unknownMeasures } from "./unknown-measures.ts";

/** How strict `parseScorecard` is. */
export interface ParseScorecardOptions {
  /** Refuse measures that are not in this list, such as `measureIds`. Without it, custom measures are accepted. */
  readonly knownMeasures?: readonly string[] | undefined;
}

/**
 * A scorecard from untrusted data (a parsed value, not JSON text) that `score` can rely on.
 *
 * Beyond the schema, ids and measures must be unique, points must follow the declared direction and ranges be in order.
 *
 * @throws InvalidInputError with the path of the first fault as `field` and what to do about it as `hint`.
 */
export function parseScorecard(json: unknown, { knownMeasures }: ParseScorecardOptions = {}): Scorecard {
  const parsed = scorecardSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw errorOf(issue ? schemaFault(issue) : { path: "", problem: "is not valid", hint: "Give a scorecard." });
  }
  for (const fault of semanticFaults(parsed.data, knownMeasures)) throw errorOf(fault);
  return parsed.data;
}

function* semanticFaults(scorecard: Scorecard, knownMeasures: readonly string[] | undefined): Generator<Fault> {
  yield* duplicates(scorecard);
  yield* directionFaults(scorecard);
  if (knownMeasures) yield* unknownMeasures(scorecard, knownMeasures);
}
