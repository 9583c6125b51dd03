import type { HealthScore } from "@cs/models";
import { type ScoreInput, score } from "../scoring/score.ts";
import { type ChangeGame, changeGame, type Mixture, observationOf } from "./change-game.ts";
import type { ChangeFactor, MeasureChange, ScoreChange } from "./score-change.ts";
import { exactShapley, MOST_EXACT_PLAYERS, membersOf, pairedOrders, shapleyWeights } from "./shapley.ts";

/**
 * Attributes the difference of two scores to what changed, by the Shapley value over the factors that did.
 *
 * Within `data` the observations share by the Owen value (Owen 1977): the Shapley value of the measures among
 * themselves, averaged over everything the other factors may have done, so that they sum to the Shapley value of `data`.
 * With more than 10 changed observations that inner split takes an order and its reverse instead of all orders.
 * Swapping the sides changes every sign; the order of keys changes nothing.
 *
 * @throws InvalidInputError when `score` does not accept a side.
 */
export function explainChange(before: ScoreInput, after: ScoreInput): ScoreChange {
  const sides = { before: score(before), after: score(after) };
  const scores = { before: sides.before.score, after: sides.after.score };
  if (scores.before === null || scores.after === null) {
    return { ...scores, difference: null, reason: whyNoNumber(sides), factors: null, measures: [], method: "exact" };
  }
  const game = changeGame({ input: before, score: sides.before }, { input: after, score: sides.after });
  const measures = dataShares(game).map(
    (points, place): MeasureChange => ({
      measure: game.measures[place] ?? "",
      points,
      before: observationOf(before, game.measures[place] ?? ""),
      after: observationOf(after, game.measures[place] ?? ""),
    }),
  );
  return {
    ...scores,
    difference: scores.after - scores.before,
    reason: null,
    factors: factorShares(game),
    measures,
    method: isExact(game) ? "exact" : "paired_orders",
  };
}

/** The Shapley value of each factor; data is one player. */
function factorShares(game: ChangeGame): Record<ChangeFactor, number> {
  const none = { data: 0, staleness: 0, configuration: 0, cap: 0, override: 0 };
  const players: ChangeFactor[] = game.measures.length > 0 ? ["data", ...game.changed] : [...game.changed];
  const shares = exactShapley(players.length, (members) => {
    const isIn = (factor: ChangeFactor) => members[players.indexOf(factor)] ?? false;
    return game.scoreOf({
      staleness: isIn("staleness"),
      configuration: isIn("configuration"),
      cap: isIn("cap"),
      override: isIn("override"),
      data: game.measures.map(() => isIn("data")),
    });
  });
  return { ...none, ...Object.fromEntries(players.map((factor, index) => [factor, shares[index] ?? 0])) };
}

/** The Owen value of each changed observation. */
function dataShares(game: ChangeGame): number[] {
  const others = game.changed.length;
  const weights = shapleyWeights(others + 1);
  const split = isExact(game) ? exactShapley : pairedOrders;
  const shares = game.measures.map(() => 0);
  for (let mask = 0; mask < 2 ** others; mask++) {
    const members = membersOf(mask, others);
    const outer = mixtureOf(game, members);
    const weight = weights[members.filter(Boolean).length] ?? 0;
    const inner = split(game.measures.length, (data) => game.scoreOf({ ...outer, data }));
    for (const [place, share] of inner.entries()) shares[place] = (shares[place] ?? 0) + weight * share;
  }
  return shares;
}

function mixtureOf({ changed }: ChangeGame, members: readonly boolean[]): Omit<Mixture, "data"> {
  const isIn = (factor: ChangeGame["changed"][number]) => members[changed.indexOf(factor)] ?? false;
  return {
    staleness: isIn("staleness"),
    configuration: isIn("configuration"),
    cap: isIn("cap"),
    override: isIn("override"),
  };
}

function isExact({ measures }: ChangeGame): boolean {
  return measures.length <= MOST_EXACT_PLAYERS;
}

function whyNoNumber(sides: { readonly before: HealthScore; readonly after: HealthScore }): string {
  return (["before", "after"] as const)
    .filter((side) => sides[side].score === null)
    .map((side) => `there is no score ${side}: ${sides[side].reason}`)
    .join("; ");
}
