const longest = 500;

const secrets = [
  [/(\w+:\/\/[^\s:/@]*):\S+@/g, "$1:***@"],
  [/\b(bearer|basic)\s+\S+/gi, "$1 ***"],
  [
    /\b(password|passwd|secret|token|api[_-]?key|authorization)(["']?\s*[=:]\s*)(?!\s*(?:bearer|basic) )\S+/gi,
    "$1$2***",
  ],
] as const;

/** What a failed delivery said, without what looks like a secret and short enough to be kept. */
export function failureText(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const safe = secrets.reduce((text, [pattern, replacement]) => text.replaceAll(pattern, replacement), said);
  return safe.replaceAll("\0", "").toWellFormed().slice(0, longest).toWellFormed() || "failed without a message";
}
