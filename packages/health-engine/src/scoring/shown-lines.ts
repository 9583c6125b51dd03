import { largestRemainder } from "./largest-remainder.ts";

interface Line {
  readonly points: number;
}
type Shown<AnyLine> = AnyLine & { readonly shownPoints: number };

/** The lines of a score with integer points that sum to the rounded score, by largest remainder. */
export function shownLines<Contribution extends Line, CapLine extends Line, OverrideLine extends Line>(lines: {
  readonly contributions: readonly Contribution[];
  readonly capLines: readonly CapLine[];
  readonly overrideLine: OverrideLine | undefined;
  /** The score that the points sum to. */
  readonly total: number;
}): {
  readonly contributions: Shown<Contribution>[];
  readonly capLines: Shown<CapLine>[];
  readonly overrideLine: Shown<OverrideLine> | undefined;
} {
  const { contributions, capLines, overrideLine, total } = lines;
  const all = [...contributions, ...capLines, ...(overrideLine ? [overrideLine] : [])];
  const shown = largestRemainder(
    all.map(({ points }) => points),
    Math.round(total),
  );
  const withShown = <AnyLine extends Line>(line: AnyLine, place: number): Shown<AnyLine> => ({
    ...line,
    shownPoints: shown[place] ?? 0,
  });
  return {
    contributions: contributions.map(withShown),
    capLines: capLines.map((line, index) => withShown(line, contributions.length + index)),
    overrideLine: overrideLine && withShown(overrideLine, all.length - 1),
  };
}
