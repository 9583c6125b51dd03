import { existsSync } from "node:fs";
import { join } from "node:path";
import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { backtestChurn, type ChurnBacktest, importFolder, loadMapping } from "../src/index.ts";

const root = new URL("../../../", import.meta.url).pathname;
const folder = join(process.env["CS_TEST_DATA_DIR"] ?? join(root, "../shared/data"), "ravenstack");
const absent = !existsSync(folder);
const why = absent ? ` (skipped: there is no folder ${folder}; set CS_TEST_DATA_DIR)` : "";
const asOf = "2024-12-31";

describe.skipIf(absent)(`a back-test of labels that follow from nothing: the RavenStack data${why}`, () => {
  const store = useTestStore({ asOf });
  let found: ChurnBacktest;

  beforeAll(async () => {
    const { persistence, tenantId } = store;
    const { mapping, scorecard } = await loadMapping(join(root, "examples/import-ravenstack/mapping.json"));
    await importFolder({ persistence, tenantId, folder, mapping, scorecard });
    const request = { persistence, tenantId, asOf, kind: "logistic", leadMonths: [1, 2, 3, 6], rounds: 100 } as const;
    found = await backtestChurn({ ...request, author: "tester" });
  }, 300_000);

  it("looks at many accounts that left and many that stayed", () => {
    expect(found.stored.accounts).toBeGreaterThan(400);
    expect(found.stored.leavers).toBeGreaterThan(100);
    for (const { leadMonths, reason, labelled } of found.leads) {
      expect(reason, `${leadMonths} months`).toBeNull();
      expect(labelled).toBeGreaterThan(900);
    }
  });

  it("finds no signal, in no scorer and at no lead", () => {
    const signals = found.leads.flatMap(({ leadMonths, scorers }) =>
      scorers.map(({ name, signal }) => `${leadMonths} ${name}: ${signal}`),
    );
    expect(signals).toHaveLength(20);
    expect(signals.filter((each) => !each.endsWith(": none"))).toEqual([]);
  });

  it("leaves the ranking to health and tells no probability, although there are outcomes enough", async () => {
    const answer = await store.run("identify_churn_risk", { horizonMonths: 3 });
    expect(answer).toMatchObject({
      rankedBy: "health",
      rankedByReason: expect.stringContaining("the back-test of the model found no signal"),
      probabilityReason: expect.stringContaining("the back-test of the model found no signal"),
      model: { signal: "none" },
      totals: { expectedLeavers: null, expectedArrLost: null },
    });
    const { accounts } = answer as { accounts: { probability: number | null }[] };
    expect(accounts.every(({ probability }) => probability === null)).toBe(true);
  });
});
