import {
  featuresOf,
  fitGradientBoosting,
  fitLogistic,
  type Model,
  parseModel,
  predict,
  trainModel,
} from "@cs/prediction";
import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { backtestChurn, readHistory, type StoredHistory } from "../src/index.ts";
import { makeWorld, worldAsOf } from "./churn-fixtures.ts";

const store = useTestStore({ asOf: worldAsOf });
let found: StoredHistory;

beforeAll(async () => {
  await makeWorld(store, { accounts: 60, months: 10 });
  const { persistence, tenantId } = store;
  found = await readHistory({ persistence, tenantId, asOf: worldAsOf });
}, 120_000);

describe.each([
  { kind: "logistic", fit: fitLogistic },
  { kind: "gradient_boosting", fit: fitGradientBoosting },
] as const)("a stored $kind model", ({ kind, fit }) => {
  let model: Model;

  async function reloaded(withTerms = false) {
    const { persistence, tenantId } = store;
    const request = { persistence, tenantId, asOf: worldAsOf, leadMonths: [], rounds: 1, author: "tester" };
    await backtestChurn({ ...request, kind, withTerms });
    const stored = await persistence.read(tenantId, (tx) => tx.churn.newestModel(worldAsOf));
    const horizon = stored?.horizons.find(({ horizonMonths }) => horizonMonths === 3);
    return parseModel(horizon?.model);
  }

  beforeAll(async () => {
    model = await reloaded();
  }, 240_000);

  it("predicts the same bits as the one that was trained, and refuses rows of another shape by name", () => {
    const features = featuresOf(model);
    const trained = trainModel({ history: found.history, withinMonths: 3, fit: (given) => fit(given), features });
    if (!trained.model) throw new Error("a model was expected");
    const rows = found.history.snapshots.map((each) =>
      Object.fromEntries(features.map((name) => [name, each.features[name] ?? null])),
    );
    expect(rows.length).toBeGreaterThan(300);
    expect(predict(model, rows)).toStrictEqual(predict(trained.model, rows));
    expect(() => predict(model, [{ ...rows[0], moonPhase: 1 }])).toThrow("has moonPhase in addition");
    const { usage_trend: _, ...lacking } = rows[0] ?? {};
    expect(() => predict(model, [lacking])).toThrow("lacks usage_trend");
  });

  it("has learnt from no measure that knows the outcome, and from terms only when asked to", async () => {
    const features = featuresOf(model);
    for (const name of ["churn_notice_served", "tenure_days", "days_to_opt_out", "auto_renew_share", "health_score"]) {
      expect(features).not.toContain(name);
    }
    expect(features).toHaveLength(16);
    const more = ["days_to_opt_out", "auto_renew_share"];
    expect(featuresOf(await reloaded(true))).toEqual([...features, ...more].sort());
  }, 240_000);
});
