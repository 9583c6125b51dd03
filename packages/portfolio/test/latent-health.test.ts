import { expect, test } from "vitest";
import { parameters } from "../src/parameters.ts";
import { RandomStream } from "../src/random/random-stream.ts";
import { latentHealth } from "../src/world/latent-health.ts";
import { meanOf } from "./statistics.ts";
import { millionth } from "./worlds.ts";

const { mean, meanSpread, stationarySpread, weeklyMemory, championLoss, championLossHalfLifeWeeks } = parameters.health;
const accounts = 20_000;
const weeks = 21;

function logits(account: number, championDepartedOn: number | null): number[] {
  const random = new RandomStream({ seed: 3, account, name: "health" });
  const health = latentHealth({ random, from: 0, to: 7 * (weeks - 1), championDepartedOn });
  return health.weeks.map((value) => Math.log(value / (1 - value)));
}

const paths = Array.from({ length: accounts }, (_, account) => logits(account, null));
const variance = meanSpread ** 2 + stationarySpread ** 2;
const week = (number: number) => paths.map((path) => path[number] ?? Number.NaN);

test.each([0, 10, 20])("in week %i the logit has the stationary mean and variance", (number) => {
  const values = week(number);
  expect(Math.abs(meanOf(values) - mean)).toBeLessThan(millionth * Math.sqrt(variance / accounts));
  const sample = meanOf(values.map((value) => (value - mean) ** 2));
  expect(Math.abs(sample - variance)).toBeLessThan(millionth * variance * Math.sqrt(2 / accounts));
});

test.each([1, 5, 20])("weeks at a distance of %i have the covariance of an AR(1) around the account's mean", (lag) => {
  const expected = meanSpread ** 2 + stationarySpread ** 2 * weeklyMemory ** lag;
  const later = week(lag);
  const sample = meanOf(week(0).map((value, account) => (value - mean) * ((later[account] ?? 0) - mean)));
  // The variance of a product of two centred normals is var^2 + cov^2.
  expect(Math.abs(sample - expected)).toBeLessThan(millionth * Math.sqrt((variance ** 2 + expected ** 2) / accounts));
});

test("the loss of a champion lowers the logit at once and decays by half in its half-life", () => {
  const [before, after] = [logits(0, null), logits(0, 0)];
  const drop = (number: number) => (after[number] ?? 0) - (before[number] ?? 0);
  expect(drop(0)).toBeCloseTo(championLoss, 9);
  expect(drop(championLossHalfLifeWeeks)).toBeCloseTo(championLoss / 2, 9);
});
