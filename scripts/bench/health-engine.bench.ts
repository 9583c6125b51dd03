import { compileScorecard, type ObservationColumn, score, scoreBatch } from "@cs/health-engine";
import { do_not_optimize, measure } from "mitata";
import { report } from "./report.ts";

type Scorecard = Parameters<typeof compileScorecard>[0];

/**
 * Scoring with 20 measures on lines with 5 knots, 10 % of the values missing: one by one, and in batches against a bare
 * weighted sum over the same columns, which is written in two ways: account by account, and measure by measure, which reads
 * memory in order and is the faster one.
 */
const asOf = "2024-12-31";
const today = Date.parse(asOf) / 86_400_000;
const sizes = [10_000, 100_000, 1_000_000];
const largest = Math.max(...sizes);
const measureIds = Array.from({ length: 20 }, (_, index) => `measure_${String(index).padStart(2, "0")}`);
const random = randomNumbers(1);

const scorecard: Scorecard = {
  id: "bench",
  version: 1,
  name: "Bench",
  groups: [0, 1, 2, 3].map((group) => ({
    id: `group_${group}`,
    label: "Group",
    weight: group + 1,
    measures: measureIds.slice(group * 5, group * 5 + 5).map((id, index) => ({
      measure: id,
      weight: index + 1,
      direction: "higher_is_better" as const,
      normaliser: { kind: "piecewise_linear" as const, knots: fiveKnots() },
      nullPolicy: "exclude" as const,
      stalenessLimitDays: 30,
    })),
  })),
  caps: [],
  bands: { excellent: 90, good: 70, atRisk: 50 },
  minimumCoverage: 0.7,
};
const withCaps: Scorecard = {
  ...scorecard,
  caps: [0, 1, 2, 3, 4].map((index) => ({
    id: `cap_${index}`,
    label: "Cap",
    maximum: 29 + 10 * index,
    when: [{ measure: measureIds[index] ?? "", below: 1 + index }],
  })),
};

const all = Object.fromEntries(measureIds.map((id) => [id, randomColumn(largest)]));
const days = Object.fromEntries(measureIds.map((id) => [id, randomDays(largest)]));
const weights = Float64Array.from(measureIds, (_, index) => (1 + index) / 210);

await oneByOne();
for (const accounts of sizes) inBatches(accounts);
const { maxRSS } = process.resourceUsage();
report(`peak memory, ${largest} accounts x ${measureIds.length} measures`, `${(maxRSS / 1024).toFixed(0)} MB`);

async function oneByOne(): Promise<void> {
  const observations = Object.fromEntries(
    measureIds.map((id, index) => [id, index % 10 === 9 ? missing() : { value: 37.5 + index, observedOn: asOf }]),
  );
  const compiled = compileScorecard(scorecard);
  const full = await measure(() => do_not_optimize(score({ scorecard, asOf, observations })));
  const fast = await measure(() => do_not_optimize(score({ scorecard: compiled, asOf, observations })));
  report("score, one by one", `${(full.min / 1000).toFixed(1)} us`);
  report("score with a compiled scorecard", `${(fast.min / 1000).toFixed(1)} us`);
  report("accounts per second, one by one, compiled", (1e9 / fast.min).toFixed(0));
}

function inBatches(accounts: number): void {
  const slice = (days?: Record<string, Int32Array>): Record<string, ObservationColumn> =>
    Object.fromEntries(
      Object.entries(all).map(([id, values]) => [
        id,
        { values: values.subarray(0, accounts), observedOn: days?.[id]?.subarray(0, accounts) },
      ]),
    );
  const columns = slice();
  const batch = (card: Scorecard, given: Record<string, ObservationColumn>, explain = false) => {
    const compiled = compileScorecard(card);
    return () => scoreBatch({ scorecard: compiled, asOf, accounts, columns: given, explain });
  };
  const values = Object.values(columns).map((column) => column.values);
  const { byAccount, byMeasure, ...batches } = nanosecondsPerAccount(accounts, {
    byAccount: () => sumByAccount(values, accounts),
    byMeasure: () => sumByMeasure(values, accounts),
    batch: batch(scorecard, columns),
    "batch with contributions": batch(scorecard, columns, true),
    "batch with the day of every value": batch(scorecard, slice(days)),
    "batch with five caps": batch(withCaps, columns),
  });
  console.log(`\n${accounts} accounts`);
  report("bare weighted sum, account by account", `${byAccount.toFixed(1)} ns/account`);
  report("bare weighted sum, measure by measure", `${byMeasure.toFixed(1)} ns/account`);
  for (const [name, nanoseconds] of Object.entries(batches)) {
    report(name, `${nanoseconds.toFixed(0)} ns/account`, {
      of: nanoseconds,
      to: byAccount,
      label: "the sum by account",
    });
    report("", "", { of: nanoseconds, to: byMeasure, label: "the sum by measure" });
  }
  report("accounts per second, batch", (1e9 / batches.batch).toFixed(0));
}

const noColumn = new Float64Array();

function sumByAccount(values: readonly Float64Array[], accounts: number): Float64Array {
  const sums = new Float64Array(accounts);
  for (let account = 0; account < accounts; account += 1) {
    let sum = 0;
    for (let index = 0; index < values.length; index += 1) {
      const column = values[index] ?? noColumn;
      sum += (weights[index] ?? 0) * (column[account] ?? 0);
    }
    sums[account] = sum;
  }
  return sums;
}

function sumByMeasure(values: readonly Float64Array[], accounts: number): Float64Array {
  const sums = new Float64Array(accounts);
  for (const [index, column] of values.entries()) {
    const weight = weights[index] ?? 0;
    for (let account = 0; account < accounts; account += 1) {
      sums[account] = (sums[account] ?? 0) + weight * (column[account] ?? 0);
    }
  }
  return sums;
}

/**
 * The least disturbed of many runs of each, by turns, so that what disturbs one disturbs all; some before to warm up. Many,
 * as what takes longer is less often left alone.
 */
function nanosecondsPerAccount<Name extends string>(
  accounts: number,
  works: Readonly<Record<Name, () => unknown>>,
): Record<Name, number> {
  const names = Object.keys(works) as Name[];
  const least = Object.fromEntries(names.map((name) => [name, Number.POSITIVE_INFINITY])) as Record<Name, number>;
  const rounds = Math.max(25, Math.round(4_000_000 / accounts));
  for (let round = -Math.ceil(rounds / 2); round < rounds; round += 1) {
    for (const name of names) {
      const started = performance.now();
      do_not_optimize(works[name]());
      const nanoseconds = ((performance.now() - started) * 1e6) / accounts;
      if (round >= 0) least[name] = Math.min(least[name], nanoseconds);
    }
  }
  return least;
}

function fiveKnots(): [number, number][] {
  return [0, 25, 50, 75, 100].map((points, index) => [25 * index + 5 * random(), points]);
}

function missing() {
  return { value: null, reason: "not connected" };
}

/** Values around the knots in no order; every tenth is missing. */
function randomColumn(length: number): Float64Array {
  return Float64Array.from({ length }, () => (random() < 0.1 ? Number.NaN : -10 + 120 * random()));
}

/** Days of the last month, of which two are beyond the staleness limit. */
function randomDays(length: number): Int32Array {
  return Int32Array.from({ length }, () => today - Math.floor(33 * random()));
}

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
