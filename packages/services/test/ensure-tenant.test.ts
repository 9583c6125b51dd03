import { defaultScorecard } from "@cs/health-engine";
import type { Scorecard } from "@cs/models";
import { useTestStore } from "@cs/testing";
import { expect, it } from "vitest";
import { ensureTenant, publishScorecards } from "../src/index.ts";

const store = useTestStore();
const { id, version: newest } = defaultScorecard;

/** The default scorecard as another version had it. */
const earlier: Scorecard = { ...defaultScorecard, version: newest - 1, minimumCoverage: 0.6 };

/** What a tenant has: versions of the default scorecard, newest first, the one in force, and who is scored by it. */
const stateOf = (tenantId: string) =>
  store.persistence.read(tenantId, async (tx) => ({
    versions: (await tx.scorecards.list()).map(({ version }) => version),
    inForce: await tx.scorecards.newest(id),
    rules: await tx.scorecards.rules(),
  }));

/** A tenant as it was made when an earlier version was the default. */
async function makeEarlierTenant(tenantId: string): Promise<void> {
  await store.persistence.write(tenantId, async (tx) => {
    await tx.tenants.ensure({ name: tenantId, timeZone: "UTC", reportingCurrency: "USD" });
    await tx.scorecards.publish(earlier);
    await tx.scorecards.publishRules([{ scorecardId: id }]);
  });
}

const publish = (tenantId: string, scorecard: Scorecard) =>
  publishScorecards({ persistence: store.persistence, tenantId, plan: { scorecard }, actor: "ann", reason: null });

it("a new tenant has the default scorecard in force, and no version before it", async () => {
  await ensureTenant(store.persistence, "new");
  const rules = { version: 1, rules: [{ scorecardId: "default" }] };
  expect(await stateOf("new")).toEqual({ versions: [2], inForce: defaultScorecard, rules });
});

it("a tenant with an earlier default keeps it until it publishes the new one", async () => {
  await makeEarlierTenant("old");
  const before = await stateOf("old");
  expect(before).toMatchObject({ versions: [1], inForce: earlier });
  for (let start = 0; start < 2; start += 1) await ensureTenant(store.persistence, "old");
  expect(await stateOf("old")).toEqual(before);

  expect(await publish("old", defaultScorecard)).toEqual({ scorecard: true, rulesVersion: 1 });
  await ensureTenant(store.persistence, "old");
  expect(await stateOf("old")).toEqual({ versions: [2, 1], inForce: defaultScorecard, rules: before.rules });
});

it("a tenant that changed the default itself keeps its own, also under a number that the default has now", async () => {
  const own: Scorecard = { ...earlier, version: newest, name: "Ours" };
  await makeEarlierTenant("own");
  await publish("own", own);
  await ensureTenant(store.persistence, "own");
  expect(await stateOf("own")).toMatchObject({ versions: [2, 1], inForce: own });
  await expect(publish("own", defaultScorecard)).rejects.toMatchObject({
    code: "conflict",
    hint: "Publish the change as version 3.",
  });
  await publish("own", { ...defaultScorecard, version: 3 });
  expect(await stateOf("own")).toMatchObject({ versions: [3, 2, 1], inForce: { version: 3 } });
});
