import type { Outcome } from "./suite.ts";

export interface Verdict {
  readonly result: "ok" | "FAILED" | "refused";
  readonly why: string;
}

/** What the server refuses on purpose: the checks of which nothing else may come than these warnings. */
const refused: Readonly<Record<string, { readonly warnings: readonly string[]; readonly why: string }>> = {
  "server-sse-polling": {
    warnings: ["server-sse-priming-event", "server-sse-retry-field"],
    why: "streams are not resumed, see docs/decisions/2026-11-21-conformance.md",
  },
};

/** The suite passes these also without the tool that they call, so that what it answered must be looked at. */
const answers: Readonly<Record<string, string>> = {
  "tools-call-simple-text": "This is a simple text response for testing.",
  "tools-call-error": "This tool intentionally returns an error for testing",
};

/** Whether a scenario passed. None of its checks may fail or warn, and one at least must have passed. */
export function verdictOf({ scenario, passed, failed, warnings, said }: Outcome): Verdict {
  const expected = refused[scenario];
  const faults = [...failed, ...warnings];
  if (expected && failed.length === 0 && warnings.map(({ id }) => id).join() === expected.warnings.join()) {
    return { result: "refused", why: expected.why };
  }
  if (faults.length > 0) return fail(faults.map(({ id, errorMessage }) => `${id}: ${errorMessage}`).join("; "));
  if (passed.length === 0) return fail(said);
  const answer = answers[scenario];
  if (answer !== undefined && !JSON.stringify(passed).includes(JSON.stringify(answer))) {
    return fail(`the tool did not answer "${answer}"`);
  }
  return { result: "ok", why: "" };
}

function fail(why: string): Verdict {
  return { result: "FAILED", why };
}
