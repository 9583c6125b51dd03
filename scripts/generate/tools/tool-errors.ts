import type { Operation } from "@cs/services";

interface ToolError {
  readonly code: string;
  readonly when: string;
  /** Whether an operation can answer with it. */
  of(operation: Operation): boolean;
}

const always = () => true;

/** What a tool can answer instead of its result. */
const errors: readonly ToolError[] = [
  {
    code: "invalid_input",
    when: "an argument is missing, unknown or out of range; `field` and `hint` say which and what to do",
    of: always,
  },
  {
    code: "not_found",
    when: "there is no such client, score, scorecard, segment, milestone, template or message",
    of: ({ input }) => Object.keys(input.shape).some((name) => /Ids?$/.test(name)),
  },
  {
    code: "conflict",
    when: "a stale version, or a key that was used for another call",
    of: ({ effect }) => effect !== "read",
  },
  {
    code: "forbidden",
    when: "the key or token lacks the scope, the tool is switched off here, or nothing may be written",
    of: always,
  },
  {
    code: "persistence",
    when: "the database failed; `retryable` says whether the same call may be repeated",
    of: always,
  },
  { code: "cancelled", when: "the client cancelled the call", of: always },
  { code: "internal", when: "a defect, whose cause is in the log under `requestId`", of: always },
];

/** The table of errors of some operations: those that at least one of them can answer with. */
export function errorTable(operations: readonly Operation[]): string[] {
  const rows = errors.filter((error) => operations.some((operation) => error.of(operation)));
  return ["| code | when |", "| --- | --- |", ...rows.map(({ code, when }) => `| \`${code}\` | ${when} |`)];
}
