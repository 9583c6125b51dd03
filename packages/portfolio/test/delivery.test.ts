import { dateOfDayNumber } from "@cs/models";
import { build } from "@cs/testing";
import { expect, test } from "vitest";
import { delivered, inDeliveryOrder, type TimedUsage } from "../src/facts/usage-delivery.ts";
import { parameters } from "../src/parameters.ts";
import { RandomStream } from "../src/random/random-stream.ts";
import { binomialBounds } from "./statistics.ts";

const { duplicate, late, delayMinutes } = parameters.usage;
const n = 20_000;
/** Further apart than the longest delay, so that an arrival tells its event. */
const distance = 7 * 1440;

const events: TimedUsage[] = Array.from({ length: n }, (_, index) => ({
  minute: index * distance,
  fact: build.usage({ externalId: `U-${index}`, occurredAt: `${dateOfDayNumber(index * 7)}T00:00:00Z` }),
}));
const deliveries = delivered(events, new RandomStream({ seed: 1, account: 0, name: "delivery" }));
const delays = deliveries.map(({ minute }) => minute % distance);

function expectCount(count: number, share: number): void {
  const { least, most } = binomialBounds(n, share);
  expect(count).toBeGreaterThanOrEqual(least);
  expect(count).toBeLessThanOrEqual(most);
}

test("as many events as stated arrive twice, with the same content", () => {
  expectCount(deliveries.length - n, duplicate);
  const contents = new Set(deliveries.map(({ fact }) => JSON.stringify(fact)));
  expect(contents.size).toBe(n);
});

test("as many arrive late as stated, the repeated ones with them, within the stated delay", () => {
  const delayed = delays.filter((delay) => delay > 0);
  expectCount(delayed.length, duplicate + late);
  expect(Math.min(...delayed)).toBeGreaterThanOrEqual(delayMinutes[0]);
  expect(Math.max(...delayed)).toBeLessThanOrEqual(delayMinutes[1]);
});

test("what arrives late stands behind what happened later", () => {
  const hourly = events.map(({ fact }, index) => ({ minute: index * 30, fact }));
  const arrivals = delivered(hourly, new RandomStream({ seed: 1, account: 0, name: "delivery" }));
  const times = inDeliveryOrder(arrivals).map(({ occurredAt }) => occurredAt);
  expect(times).not.toEqual(times.toSorted());
  expect(new Set(times)).toEqual(new Set(events.map(({ fact }) => fact.occurredAt)));
});
