/** The name with the fewest edits to `wanted`, for "did you mean"; null when more than a third would have to change. */
export function closestName(wanted: string, names: readonly string[]): string | null {
  let closest: string | null = null;
  let fewest = Math.floor(wanted.length / 3) + 1;
  for (const name of names) {
    const edits = editDistance(wanted, name);
    if (edits >= fewest) continue;
    closest = name;
    fewest = edits;
  }
  return closest;
}

/** Levenshtein distance: how many letters to insert, delete or replace. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let line = 1; line <= from.length; line++) {
    const next = [line];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
