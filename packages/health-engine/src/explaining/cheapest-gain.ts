/** One measure on its way from where it has to start in the direction in which it earns points. */
export interface GainPath {
  /** Values from the start to the end of the way, with every value at which its points bend or jump. */
  readonly nodes: readonly number[];
  /** Whether points change at nodes only; otherwise also, without a jump, between them. */
  readonly stepped: boolean;
  /** Cost of the value; rises strictly along the way. */
  cost(value: number): number;
  /** Points of the score against now; never falls along the way. */
  gain(value: number): number;
}

/** The cheapest values that gain enough. */
export interface CheapestGain {
  /** In the order of the paths. */
  readonly values: readonly number[];
  readonly cost: number;
  /** Whether every alternative was ruled out. */
  readonly complete: boolean;
}

/** Relaxations that are solved before the best values found so far are taken. */
const MOST_RELAXATIONS = 2000;
const TOLERANCE = 1e-9;

/**
 * The cheapest values along the paths that together gain at least `needed` points; null when none do.
 *
 * Branch and bound. Each path is relaxed to its concave hull, and hulls are bought by points per cost: a bound on every
 * solution, and a solution itself once the last path, bought in part, is inverted exactly. Where its hull promised more
 * than the path keeps, the path is divided there. The result is optimal within 1e-9 when it is `complete` and points
 * between nodes lie on or below the straight line, as they do on straight lines, steps and falling recency.
 */
export function cheapestGain(paths: readonly GainPath[], needed: number): CheapestGain | null {
  const open: Relaxed[] = [];
  let best: Relaxed | null = null;
  let relaxations = 0;
  const add = (domains: Domains) => {
    relaxations += 1;
    const relaxed = relax(paths, domains, needed);
    if (relaxed === null) return;
    if (best === null || relaxed.cost < best.cost) best = relaxed;
    open.push(relaxed);
  };
  add(paths.map(({ nodes }) => nodes));
  while (open.length > 0 && relaxations < MOST_RELAXATIONS) {
    const next = takeLowest(open);
    const limit = (best ?? next).cost;
    // Every other one has a higher bound still.
    if (next.bound >= limit - TOLERANCE * (1 + limit)) return result(best ?? next, true);
    for (const domains of divided(paths, next)) add(domains);
  }
  return best && result(best, open.length === 0);
}

type Domains = readonly (readonly number[])[];

interface Relaxed {
  readonly domains: Domains;
  /** No values in these domains cost less. */
  readonly bound: number;
  readonly values: readonly number[];
  readonly cost: number;
  /** The path that was bought in part. */
  readonly partial: number | null;
}

function result({ values, cost }: Relaxed, complete: boolean): CheapestGain {
  return { values, cost, complete };
}

function relax(paths: readonly GainPath[], domains: Domains, needed: number): Relaxed | null {
  const values = domains.map((nodes) => nodes[0] ?? 0);
  let missing = needed;
  let cost = 0;
  for (const [index, path] of paths.entries()) {
    missing -= path.gain(values[index] ?? 0);
    cost += path.cost(values[index] ?? 0);
  }
  if (missing <= 0) return { domains, bound: cost, values, cost, partial: null };
  const pieces = paths.flatMap((path, index) => hullPieces(path, domains[index] ?? [], index));
  pieces.sort((left, right) => right.gain * left.cost - left.gain * right.cost || left.path - right.path);
  for (const piece of pieces) {
    const path = paths[piece.path];
    if (!path) continue;
    if (piece.gain < missing) {
      values[piece.path] = piece.to;
      missing -= piece.gain;
      cost += piece.cost;
      continue;
    }
    const bound = cost + (piece.cost * missing) / piece.gain;
    const value = firstValueWith(path, domains[piece.path] ?? [], path.gain(piece.from) + missing);
    values[piece.path] = value;
    return { domains, bound, values, cost: cost + path.cost(value) - path.cost(piece.from), partial: piece.path };
  }
  return null;
}

interface HullPiece {
  readonly path: number;
  readonly from: number;
  readonly to: number;
  readonly cost: number;
  readonly gain: number;
}

/** The upper concave hull of gain over cost, as pieces from the start on; flat ends are left out. */
function hullPieces(path: GainPath, nodes: readonly number[], index: number): HullPiece[] {
  const pieces: HullPiece[] = [];
  let from = nodes[0] ?? 0;
  for (const to of nodes.slice(1)) {
    let start = from;
    let piece = pieceBetween(path, start, to, index);
    if (piece.gain <= 0) continue;
    for (let last = pieces.at(-1); last && last.gain * piece.cost <= piece.gain * last.cost; last = pieces.at(-1)) {
      pieces.pop();
      start = last.from;
      piece = pieceBetween(path, start, to, index);
    }
    pieces.push(piece);
    from = to;
  }
  return pieces;
}

function pieceBetween(path: GainPath, from: number, to: number, index: number): HullPiece {
  return { path: index, from, to, cost: path.cost(to) - path.cost(from), gain: path.gain(to) - path.gain(from) };
}

/** The first value along a path that gains `wanted`; its last node when rounding keeps it from getting there. */
function firstValueWith(path: GainPath, nodes: readonly number[], wanted: number): number {
  const place = nodes.findIndex((node) => path.gain(node) >= wanted);
  let reached = nodes.at(place) ?? 0;
  if (path.stepped || place <= 0) return reached;
  let short = nodes[place - 1] ?? reached;
  for (let middle = (short + reached) / 2; middle !== short && middle !== reached; middle = (short + reached) / 2) {
    if (path.gain(middle) >= wanted) reached = middle;
    else short = middle;
  }
  return reached;
}

/** The domains before and from the value at which the partial path was inverted. */
function divided(paths: readonly GainPath[], { domains, values, partial }: Relaxed): Domains[] {
  if (partial === null) return [];
  const nodes = domains[partial] ?? [];
  const value = values[partial] ?? 0;
  const path = paths[partial];
  if (!path) return [];
  const isBefore = (node: number) => path.cost(node) < path.cost(value);
  const before = nodes.filter(isBefore);
  const from = [value, ...nodes.filter((node) => node !== value && !isBefore(node))];
  const halves = [path.stepped ? before : [...before, value], from];
  return halves
    .filter((half) => half.length > 0 && !sameNodes(half, nodes))
    .map((half) => domains.map((domain, index) => (index === partial ? half : domain)));
}

function sameNodes(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((node, index) => node === right[index]);
}

function takeLowest(open: Relaxed[]): Relaxed {
  let lowest = 0;
  for (const [index, { bound }] of open.entries()) if (bound < (open[lowest]?.bound ?? 0)) lowest = index;
  const [taken] = open.splice(lowest, 1);
  if (!taken) throw new RangeError("nothing is open");
  return taken;
}
