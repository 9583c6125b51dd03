import type { HealthScore } from "@cs/models";
import { compileScorecard } from "../scoring/compile-scorecard.ts";
import { type ScoreInput, score } from "../scoring/score.ts";
import { bendsOf } from "./bends.ts";
import { type CheapestGain, cheapestGain } from "./cheapest-gain.ts";
import { gainPath, type Move } from "./gain-path.ts";
import { nextBelow } from "./next-number.ts";
import { assuming } from "./what-if.ts";

type Values = Readonly<Record<string, number>>;

/** New values by measure, or why there are none. */
export type FoundChanges =
  | { readonly changes: Values; readonly optimal: boolean }
  | {
      readonly changes: null;
      readonly why: "limits" | "cap" | "gave_up";
      readonly caps: readonly string[];
      /** Every actionable measure at its best. */
      readonly atLimits: Values;
    };

/** Sets of lifted caps that are tried before the search ends. */
const MOST_ATTEMPTS = 300;

/** `settle` makes up for binary fractions: a sum that lacks this little is rounded up to 10 decimals. */
const SLACK = 1e-12;

/**
 * Searches the cheapest changes, first as if no cap could fire. When one does and keeps the score out of the band, each
 * way to undo one of its conditions becomes an attempt of its own; the cheapest attempt is always tried next, so the
 * first that reaches the band is the cheapest of all.
 */
export function searchChanges(request: {
  readonly input: ScoreInput;
  readonly now: HealthScore;
  readonly moves: readonly Move[];
  readonly isReached: (result: HealthScore) => boolean;
  /** The lowest score that is in the band. */
  readonly floor: number;
}): FoundChanges {
  const { input, now, moves, isReached, floor } = request;
  const uncapped = now.contributions.reduce((sum, { points }) => sum + points, 0);
  const needed = floor - uncapped - SLACK;
  const proves = moves.every(({ scored }) => scored === null || bendsOf(scored.definition.normaliser, 1) !== null);
  const plan = compileScorecard(input.scorecard);
  const scoreWith = (changes: Values) => score({ ...assuming(input, changes), scorecard: plan });
  const reaches = (changes: Values) => isReached(scoreWith(changes));
  const caps = new Set<string>();
  const first = attempt(moves, needed);
  const open = first ? [first] : [];
  let ended = false;
  for (let tried = 0; open.length > 0; tried++) {
    if (tried === MOST_ATTEMPTS) return { changes: null, why: "gave_up", caps: [], atLimits: bestOf(moves) };
    const next = takeCheapest(open);
    const changes = changesOf(next);
    const result = scoreWith(changes);
    if (isReached(result)) {
      return {
        changes: tidied(irreducible(changes, reaches), reaches, next.moves),
        optimal: proves && !ended && next.found.complete,
      };
    }
    ended ||= !next.found.complete;
    const blocking = result.capsFired.find(({ points }) => points < 0);
    const cap = input.scorecard.caps.find(({ id }) => id === blocking?.id);
    if (!cap) continue;
    caps.add(cap.id);
    for (const condition of cap.when) {
      const undone = next.moves.map((move) => (move.measure === condition.measure ? undoing(move, condition) : move));
      const another = attempt(undone, needed);
      if (another && undone.some((move, index) => move !== next.moves[index])) open.push(another);
    }
  }
  const why = caps.size > 0 ? "cap" : first ? "gave_up" : "limits";
  return { changes: null, why, caps: [...caps], atLimits: bestOf(moves) };
}

interface Attempt {
  readonly moves: readonly Move[];
  readonly found: CheapestGain;
}

function attempt(moves: readonly Move[], needed: number): Attempt | null {
  const paths = moves.map(gainPath);
  if (paths.includes(null)) return null;
  const found = cheapestGain(
    paths.filter((path) => path !== null),
    needed,
  );
  return found && { moves, found };
}

function undoing(move: Move, { atLeast, below }: { atLeast?: number | undefined; below?: number | undefined }): Move {
  if (atLeast !== undefined) return { ...move, high: Math.min(move.high, nextBelow(atLeast)) };
  return below === undefined ? move : { ...move, low: Math.max(move.low, below) };
}

function changesOf({ moves, found }: Attempt): Values {
  const values = moves.map(
    ({ measure, current }, index) => [measure, found.values[index] ?? current, current] as const,
  );
  return Object.fromEntries(values.filter(([, value, current]) => value !== current));
}

function bestOf(moves: readonly Move[]): Values {
  return Object.fromEntries(moves.map((move) => [move.measure, gainPath(move)?.nodes.at(-1) ?? move.current]));
}

/** Leaves out every change without which the band is reached as well. */
function irreducible(changes: Values, reaches: (changes: Values) => boolean): Values {
  let kept = changes;
  for (const measure of Object.keys(changes)) {
    const { [measure]: _, ...rest } = kept;
    if (reaches(rest)) kept = rest;
  }
  return kept;
}

/** Values without the last digits of binary fractions, where that still reaches the band. */
function tidied(changes: Values, reaches: (changes: Values) => boolean, moves: readonly Move[]): Values {
  let kept = changes;
  for (const { measure, low, high } of moves) {
    const value = kept[measure];
    if (value === undefined) continue;
    const short = [10, 11, 12, 13].map((digits) => Number(value.toPrecision(digits)));
    const fits = (number: number) => number >= low && number <= high && reaches({ ...kept, [measure]: number });
    if (!short.includes(value)) kept = { ...kept, [measure]: short.find(fits) ?? value };
  }
  return kept;
}

function takeCheapest(open: Attempt[]): Attempt {
  let cheapest = 0;
  for (const [index, { found }] of open.entries()) {
    if (found.cost < (open[cheapest]?.found.cost ?? 0)) cheapest = index;
  }
  const [taken] = open.splice(cheapest, 1);
  if (!taken) throw new RangeError("nothing is open");
  return taken;
}
