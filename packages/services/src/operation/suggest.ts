import { distance } from "fastest-levenshtein";

/** The known name nearest to a mistyped one, or null when none is near. */
export function suggest(name: string, known: readonly string[]): string | null {
  const simple = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const ranked = known
    .map((candidate) => ({ candidate, far: distance(simple(name), simple(candidate)) }))
    .sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1));
  const best = ranked[0];
  return best && best.far <= Math.max(2, Math.floor(name.length / 3)) ? best.candidate : null;
}
