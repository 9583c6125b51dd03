import { seededNumbers } from "@cs/models";
import { type FeatureRow, fitGradientBoosting, fitLogistic, type Model, predict, type Training } from "@cs/prediction";
import { do_not_optimize } from "mitata";
import { medianOf, report } from "./report.ts";

/**
 * Fitting and predicting with 20 features, a tenth of the values missing, beside one bare pass over the same rows: what
 * any implementation must read. A fit makes many passes, so that its ratio is large; what counts is how it grows with the
 * rows and that it stays where it is. All times are of the processor, which other work on the machine hardly changes.
 */
const sizes = [5_000, 50_000];
const rounds = 3;
const names = Array.from({ length: 20 }, (_, index) => `feature_${String(index).padStart(2, "0")}`);
const methods = {
  "logistic regression": (training: Training): Model => fitLogistic(training),
  "boosted trees, 100 of depth 4": (training: Training): Model =>
    fitGradientBoosting(training, { trees: 100, depth: 4, minimumRows: 50 }),
};

const before = new Map<string, number>();
for (const size of sizes) {
  const training = randomTraining(size);
  const bare = timeOf(() => sumOf(training.rows), 10);
  console.log(`\n${size} rows`);
  report("one bare pass over the rows", `${bare.toFixed(2)} ms`);
  for (const [name, fit] of Object.entries(methods)) {
    const model = fit(training);
    show(
      `${name}, fit`,
      timeOf(() => fit(training)),
      bare,
    );
    show(
      `${name}, predict`,
      timeOf(() => predict(model, training.rows)),
      bare,
    );
  }
}

function show(name: string, milliseconds: number, bare: number): void {
  report(name, `${milliseconds.toFixed(0)} ms`, { of: milliseconds, to: bare, label: "the bare pass" });
  const smaller = before.get(name);
  if (smaller !== undefined) {
    report("  growth for ten times the rows", `${(milliseconds / smaller).toFixed(1)} x`);
  }
  before.set(name, milliseconds);
}

/** Milliseconds of the processor for the work, the median of some runs after one to warm up. */
function timeOf(work: () => unknown, times = 1): number {
  do_not_optimize(work());
  return medianOf(
    Array.from({ length: rounds }, () => {
      const started = process.cpuUsage();
      for (let time = 0; time < times; time += 1) do_not_optimize(work());
      const { user, system } = process.cpuUsage(started);
      return (user + system) / 1000 / times;
    }),
  );
}

function sumOf(rows: readonly FeatureRow[]): number {
  let sum = 0;
  for (const row of rows) for (const name of names) sum += row[name] ?? 0;
  return sum;
}

/** Outcomes that follow from a third of the features, with noise. */
function randomTraining(size: number): Training {
  const random = seededNumbers(1);
  const rows = Array.from({ length: size }, (): FeatureRow => {
    return Object.fromEntries(names.map((name) => [name, random() < 0.1 ? null : 2 * random() - 1]));
  });
  const telling = names.filter((_, index) => index % 3 === 0);
  const outcomes = rows.map((row) => {
    const logOdds = telling.reduce((sum, name) => sum + (row[name] ?? 0), -1.5);
    return random() < 1 / (1 + Math.exp(-logOdds));
  });
  return { rows, outcomes };
}
