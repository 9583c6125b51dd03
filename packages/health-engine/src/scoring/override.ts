import { type CalendarDate, InvalidInputError, type ScoreOverride, scoreOverrideSchema } from "@cs/models";

/** An override as it counts on the as-of day. */
export interface OverrideOnDay {
  readonly inForce: ScoreOverride | undefined;
  readonly expired: ScoreOverride | undefined;
}

/**
 * Reads an override on the as-of day: in force while the day is before `expiresOn`, expired from then on.
 *
 * @throws InvalidInputError when its score is not 0-100, its reason or author is empty, or its day does not exist.
 */
export function overrideOn(asOf: CalendarDate, given: ScoreOverride | undefined): OverrideOnDay {
  if (given === undefined) return { inForce: undefined, expired: undefined };
  const override = checked(given);
  return asOf < override.expiresOn
    ? { inForce: override, expired: undefined }
    : { inForce: undefined, expired: override };
}

const hints: Record<string, string> = {
  score: "Give a number from 0 to 100.",
  reason: "Say in at most 500 characters why the computed score does not hold.",
  author: "Name who decided it, in at most 200 characters.",
  expiresOn: "Give the first day on which it no longer holds, as YYYY-MM-DD.",
};

function checked(given: ScoreOverride): ScoreOverride {
  const parsed = scoreOverrideSchema.safeParse(given);
  if (parsed.success) return { ...parsed.data, score: parsed.data.score + 0 };
  const [issue] = parsed.error.issues;
  const key = String(issue?.path[0] ?? "");
  const field = key === "" ? "override" : `override.${key}`;
  const message = issue?.message ?? "it is no override";
  throw new InvalidInputError(`${field} is not valid: ${message.charAt(0).toLowerCase()}${message.slice(1)}.`, {
    field,
    hint: hints[key] ?? "Give { score, reason, author, expiresOn }.",
  });
}
