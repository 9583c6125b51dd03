import { expect, test } from "vitest";
import { defaultScorecard } from "../scorecards/default-scorecard.ts";
import { compileScorecard } from "../scoring/compile-scorecard.ts";
import type { BatchInput } from "./batch-input.ts";
import { batchInputHash } from "./batch-input-hash.ts";

const values = Float64Array.of(1, 2);
const observedOn = Int32Array.of(19_000, 19_001);
const base: BatchInput = {
  scorecard: defaultScorecard,
  asOf: "2024-06-30",
  accounts: 2,
  columns: { usage_trend: { values, observedOn }, nps_mean_365: { values } },
};

test("is 64 hex digits and does not depend on names, on unnamed measures or on the order of measures", () => {
  expect(batchInputHash(base)).toMatch(/^[0-9a-f]{64}$/);
  const columns = { nps_mean_365: { values: values.slice() }, moon: { values }, usage_trend: { values, observedOn } };
  const scorecard = compileScorecard({ ...defaultScorecard, name: "Another title" });
  expect(batchInputHash({ ...base, scorecard, columns, previousBands: new Uint8Array(2) })).toBe(batchInputHash(base));
});

test("changes with a value, a day, a column, the number of accounts, the as-of day and the scorecard", () => {
  const held = { ...defaultScorecard, bands: { ...defaultScorecard.bands, hysteresis: 2 } };
  const hashes = [
    base,
    { ...base, columns: { ...base.columns, nps_mean_365: { values: Float64Array.of(1, 3) } } },
    { ...base, columns: { ...base.columns, usage_trend: { values, observedOn: Int32Array.of(19_000, 19_002) } } },
    { ...base, columns: { ...base.columns, usage_trend: { values } } },
    { ...base, columns: { usage_trend: { values, observedOn }, csat_share_365: { values } } },
    { ...base, accounts: 0, columns: {} },
    { ...base, asOf: "2024-07-01" },
    { ...base, scorecard: { ...defaultScorecard, version: defaultScorecard.version + 1 } },
    { ...base, scorecard: held },
    { ...base, scorecard: held, previousBands: Uint8Array.of(0, 1) },
    { ...base, scorecard: held, previousBands: Uint8Array.of(1, 1) },
  ].map(batchInputHash);
  expect(new Set(hashes).size).toBe(hashes.length);
});
