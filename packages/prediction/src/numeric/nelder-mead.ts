/** Where a function is lowest. */
export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
}

interface Vertex {
  readonly at: readonly number[];
  readonly value: number;
}

const MOST_STEPS = 5000;
const RESTARTS = 5;

/**
 * The downhill simplex (Nelder and Mead 1965), started anew at what it found until that no longer helps, as a simplex can
 * collapse on a slope. Finds a local minimum; values that are not finite count as infinitely high.
 */
export function nelderMead(f: (at: readonly number[]) => number, start: readonly number[]): Minimum {
  const valued = (at: readonly number[]): Vertex => {
    const value = f(at);
    return { at, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
  };
  let best = valued(start);
  for (let round = 0; round < RESTARTS; round++) {
    const found = descend(valued, best);
    const gained = best.value - found.value;
    best = found;
    if (round > 0 && gained < 1e-10 * (1 + Math.abs(best.value))) break;
  }
  return best;
}

function descend(valued: (at: readonly number[]) => Vertex, start: Vertex): Vertex {
  const simplex = [
    start,
    ...start.at.map((_, moved) => valued(start.at.map((each, at) => (at === moved ? each + 0.5 : each)))),
  ];
  for (let step = 0; step < MOST_STEPS; step++) {
    simplex.sort((left, right) => left.value - right.value);
    const [lowest = start] = simplex;
    const highest = simplex.at(-1) ?? start;
    if (size(simplex) < 1e-9) break;
    const centre = start.at.map((_, at) => {
      return simplex.slice(0, -1).reduce((sum, vertex) => sum + (vertex.at[at] ?? 0), 0) / start.at.length;
    });
    const beyond = (share: number) => valued(centre.map((each, at) => each + share * (each - (highest.at[at] ?? 0))));
    const next = better(beyond, { lowest, second: simplex.at(-2) ?? start, highest });
    if (next) simplex[simplex.length - 1] = next;
    else {
      const halfway = (vertex: Vertex) => valued(vertex.at.map((each, at) => (each + (lowest.at[at] ?? 0)) / 2));
      simplex.splice(1, simplex.length - 1, ...simplex.slice(1).map(halfway));
    }
  }
  return simplex.reduce((left, right) => (right.value < left.value ? right : left));
}

/** Reflection, expansion or contraction; null when none helps and the simplex has to shrink. */
function better(
  beyond: (share: number) => Vertex,
  { lowest, second, highest }: { lowest: Vertex; second: Vertex; highest: Vertex },
): Vertex | null {
  const reflected = beyond(1);
  if (reflected.value < lowest.value) {
    const expanded = beyond(2);
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < second.value) return reflected;
  const contracted = reflected.value < highest.value ? beyond(0.5) : beyond(-0.5);
  return contracted.value < Math.min(reflected.value, highest.value) ? contracted : null;
}

/** The largest distance of a vertex from the lowest one along an axis. */
function size(simplex: readonly Vertex[]): number {
  const [lowest] = simplex;
  return Math.max(...simplex.flatMap((vertex) => vertex.at.map((each, at) => Math.abs(each - (lowest?.at[at] ?? 0)))));
}
