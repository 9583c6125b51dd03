/** The value of a coalition: `members[i]` says whether player i is in it. */
export type Game = (members: readonly boolean[]) => number;

/** Up to this many players every coalition is valued: 1,024 of them. */
export const MOST_EXACT_PLAYERS = 10;

/**
 * The Shapley value of each player, over all 2^players coalitions: the mean of its marginal contribution over all
 * orders, `sum over S of |S|! (n - |S| - 1)! / n! x (v(S + i) - v(S))` (Shapley 1953). The values sum to v(all) - v(none).
 */
export function exactShapley(players: number, game: Game): number[] {
  const values = Array.from({ length: 2 ** players }, (_, mask) => game(membersOf(mask, players)));
  const weights = shapleyWeights(players);
  return Array.from({ length: players }, (_, player) => {
    const bit = 2 ** player;
    let sum = 0;
    for (const [mask, value] of values.entries()) {
      if ((mask & bit) === 0) sum += (weights[bitsIn(mask)] ?? 0) * ((values[mask | bit] ?? 0) - value);
    }
    return sum;
  });
}

/**
 * The mean of the marginal contributions in the order of the players and in its reverse: 2 x players valuations.
 *
 * Sums exactly, changes its sign when the game is played backwards, and equals the Shapley value whenever players
 * interact at most in pairs, because an order and its reverse give half of a pair's interaction to each of both.
 */
export function pairedOrders(players: number, game: Game): number[] {
  const order = Array.from({ length: players }, (_, player) => player);
  const forward = marginals(order, game);
  const backward = marginals(order.toReversed(), game);
  return order.map((player) => ((forward[player] ?? 0) + (backward[player] ?? 0)) / 2);
}

/** Weight of a coalition of each size without the player, 0 to players - 1: size! (players - size - 1)! / players!. */
export function shapleyWeights(players: number): number[] {
  // 1 / (players x binomial(players - 1, size)), without factorials that overflow.
  const weights: number[] = [];
  let binomial = 1;
  for (let size = 0; size < players; size++) {
    weights.push(1 / (players * binomial));
    binomial = (binomial * (players - 1 - size)) / (size + 1);
  }
  return weights;
}

/** The coalition that the bits of a mask stand for. */
export function membersOf(mask: number, players: number): boolean[] {
  return Array.from({ length: players }, (_, player) => (mask & (2 ** player)) !== 0);
}

function marginals(order: readonly number[], game: Game): number[] {
  const members = order.map(() => false);
  const result = order.map(() => 0);
  let previous = game([...members]);
  for (const player of order) {
    members[player] = true;
    const value = game([...members]);
    result[player] = value - previous;
    previous = value;
  }
  return result;
}

function bitsIn(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}
