/**
 * Path of the first text in a value that PostgreSQL cannot store or JSON cannot carry (NUL, lone surrogate), or null.
 * Checked in one place, so that no input can forget it.
 */
export function unstorableText(value: unknown, path: readonly PropertyKey[] = []): readonly PropertyKey[] | null {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0") ? null : path;
  if (value === null || typeof value !== "object") return null;
  const isList = Array.isArray(value);
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, isList ? Number(key) : key];
    const found = isList || unstorableText(key) === null ? unstorableText(inner, at) : at;
    if (found) return found;
  }
  return null;
}
