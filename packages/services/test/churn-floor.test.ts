import { useTestStore } from "@cs/testing";
import { expect, it } from "vitest";
import { backtestChurn } from "../src/index.ts";
import { makeWorld, riskIn, worldAsOf } from "./churn-fixtures.ts";

const request = { asOf: worldAsOf, kind: "logistic", leadMonths: [1], rounds: 20, author: "tester" } as const;

const worlds = [
  { name: "too few outcomes", accounts: 80, months: 14, effect: 2.5, lacks: /\d+ of 100 known outcomes/ },
  { name: "too few events", accounts: 150, months: 8, effect: 1, lacks: /\d+ of 30 events/ },
] as const;

for (const { name, lacks, ...world } of worlds) {
  const store = useTestStore({ asOf: worldAsOf });

  it(`there is no probability anywhere with ${name}, and the answer says why`, { timeout: 120_000 }, async () => {
    await makeWorld(store, world);
    const { persistence, tenantId } = store;
    const { stored, leads, evaluations } = await backtestChurn({ ...request, persistence, tenantId });
    for (const { scorers } of [...leads, ...evaluations]) {
      for (const { probability, probabilityReason } of scorers) {
        expect([probability, probabilityReason]).toEqual([null, expect.stringMatching(lacks)]);
      }
    }
    for (const { horizonMonths, calibration, calibrationReason, outcomes, events } of stored.horizons) {
      expect([calibration, calibrationReason]).toEqual([null, expect.stringMatching(lacks)]);
      const answer = await riskIn(store, { horizonMonths, limit: 100 });
      expect(answer).toMatchObject({ rankedBy: "health", totals: { expectedLeavers: null, expectedArrLost: null } });
      expect(answer.probabilityReason).toContain(`${outcomes} accounts with a known outcome, ${events} of which left`);
      const tested = evaluations.find(({ windowMonths }) => windowMonths === horizonMonths);
      expect(answer.model?.untested).toEqual(tested?.reason ?? expect.stringMatching(lacks));
      expect(answer.accounts.length).toBeGreaterThan(30);
      expect(new Set(answer.accounts.map(({ probability }) => probability))).toEqual(new Set([null]));
    }
  });
}
