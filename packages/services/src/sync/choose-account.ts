import type { ClientId } from "@cs/models";

/**
 * The only account of the first mark that names exactly one; null when none does. `candidates` are the accounts behind each
 * mark of a thing, the mark that says most first.
 */
export function chooseAccount(candidates: readonly (readonly ClientId[])[]): ClientId | null {
  return candidates.find(({ length }) => length === 1)?.[0] ?? null;
}
