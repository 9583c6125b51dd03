import { expect, test } from "vitest";
import { plantedTickets } from "../src/facts/planted-tickets.ts";
import { plantedUsage } from "../src/facts/planted-usage.ts";
import { irrelevantFeatures, irrelevantMeasures, irrelevantSubjects } from "../src/names/irrelevant.ts";
import { parameters } from "../src/parameters.ts";
import type { AccountWorld } from "../src/world/account-world.ts";
import { seasonFactor } from "../src/world/season.ts";
import { correlation, meanOf } from "./statistics.ts";
import { millionth, worlds } from "./worlds.ts";

const all = worlds(4000);

/** Days of service, each counted by its season. */
function exposure({ from, until }: AccountWorld): number {
  let days = 0;
  for (let day = from; day < until; day += 1) days += seasonFactor(day);
  return days;
}

const ratesOf: Record<string, readonly number[]> = {};
const use = all.map((world) => plantedUsage(world, 1).map(({ fact }) => fact.feature));
for (const feature of irrelevantFeatures) {
  ratesOf[`usage.feature=${feature}`] = use.map((features, index) => {
    const world = all[index];
    return world === undefined ? Number.NaN : (5 * count(features, feature)) / exposure(world);
  });
}
const tickets = all.map((world) => plantedTickets(world, 1).map(({ subject }) => subject));
for (const subject of irrelevantSubjects) {
  ratesOf[`tickets.subject=${subject}`] = tickets.map((subjects, index) => {
    const world = all[index];
    return world === undefined ? Number.NaN : (7 * count(subjects, subject)) / (world.until - world.from);
  });
}
const fieldsOf: Record<string, readonly (string | null)[]> = {
  "customers.industry": all.map(({ identity }) => identity.company.industry),
  "customers.country": all.map(({ identity }) => identity.country),
  "customers.csm": all.map(({ identity }) => identity.csm),
  "contracts.autoRenew": all.map(({ identity }) => String(identity.autoRenew)),
};

const health = all.map((world) => meanOf(world.health.weeks));
const lowestThird = health.toSorted((a, b) => a - b)[Math.floor(health.length / 3)] ?? 0;
const unhealthy = health.map((value) => (value < lowestThird ? 1 : 0));
const left = all.map(({ departure }) => (departure === null ? 0 : 1));

test("every irrelevant measure is tested here", () => {
  expect([...Object.keys(ratesOf), ...Object.keys(fieldsOf)]).toEqual(irrelevantMeasures);
});

test.each(Object.entries(ratesOf))("the rate of %s is unrelated to health and to departures", (_, rates) => {
  // Under independence r is about normal with variance 1 / (n - 1); the root tames the long tail of the rates.
  const bound = millionth / Math.sqrt(all.length - 1);
  const pairsWith = (others: readonly number[]) =>
    rates.map((rate, index) => [Math.sqrt(rate), others[index] ?? 0] as const);
  expect(Math.abs(correlation(pairsWith(health)))).toBeLessThan(bound);
  expect(Math.abs(correlation(pairsWith(left)))).toBeLessThan(bound);
  expect(Math.max(...rates)).toBeGreaterThan(5 * meanOf(rates));
});

test.each(Object.entries(fieldsOf))("%s is unrelated to health and to departures", (_, values) => {
  expect(chiSquare(values, left)).toBeLessThan(chiSquareBound(values));
  expect(chiSquare(values, unhealthy)).toBeLessThan(chiSquareBound(values));
});

test("mean rates are those of the log-normal", () => {
  const { useMedian, useSpread, ticketMedian, ticketSpread } = parameters.planted;
  for (const [name, rates] of Object.entries(ratesOf)) {
    const [median, spread] = name.startsWith("usage") ? [useMedian, useSpread] : [ticketMedian, ticketSpread];
    const deviation = Math.sqrt(meanOf(rates.map((rate) => (rate - meanOf(rates)) ** 2)) / rates.length);
    expect(Math.abs(meanOf(rates) - median * Math.exp(spread ** 2 / 2))).toBeLessThan(millionth * deviation);
  }
});

function count<Item>(items: readonly Item[], wanted: Item): number {
  return items.filter((item) => item === wanted).length;
}

/** Pearson's statistic of a table of any categories against 0 and 1. */
function chiSquare(categories: readonly (string | null)[], marks: readonly number[]): number {
  const share = meanOf(marks);
  return [...new Set(categories)].reduce((sum, category) => {
    const inside = marks.filter((_, index) => categories[index] === category);
    const expected = inside.length * share;
    const marked = inside.reduce((total, mark) => total + mark, 0);
    return sum + (marked - expected) ** 2 / expected + (marked - expected) ** 2 / (inside.length - expected);
  }, 0);
}

/** Wilson and Hilferty: the cube root of chi-square over its degrees is about normal. */
function chiSquareBound(categories: readonly (string | null)[]): number {
  const degrees = new Set(categories).size - 1;
  return degrees * (1 - 2 / (9 * degrees) + millionth * Math.sqrt(2 / (9 * degrees))) ** 3;
}
