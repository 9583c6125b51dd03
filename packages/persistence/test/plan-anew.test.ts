import { build, computedScore, useTestStore } from "@cs/testing";
import { expect, it } from "vitest";
import { healthScore } from "./entities.ts";
import { deliver } from "./fixtures.ts";

const store = useTestStore({ poolSize: 1 });
const [batches, perBatch] = [20, 50];

it("keeps the check of a foreign key from reading all rows of a tenant, in a table that was empty a moment ago", async () => {
  const customers = Array.from({ length: batches * perBatch }, (_, n) => build.customer({ externalId: `A-${n}` }));
  await deliver(store.persistence, { customers });
  const clientIds = await store.persistence.read(store.tenantId, (tx) => tx.accounts.idsAfter(null, customers.length));
  for (let batch = 0; batch < batches; batch += 1) {
    await store.persistence.write(store.tenantId, async (tx) => {
      await tx.planAnew();
      const scored = clientIds.slice(batch * perBatch, (batch + 1) * perBatch);
      await tx.snapshots.record(scored.map((clientId) => computedScore(clientId, healthScore())));
    });
  }
  await store.persistence.close();
  const [row] = await store.query<{ read: number }>(
    "SELECT sum(idx_tup_read)::int AS read FROM pg_stat_user_indexes WHERE relname = 'health_snapshots'",
  );
  // Each of 1,000 standings finds its snapshot; with the plan for an empty table it reads 500 on the way, 500,000 in all.
  // Planned anew, it does so only until the table has a few pages.
  expect(row?.read).toBeGreaterThanOrEqual(batches * perBatch);
  expect(row?.read).toBeLessThan(40_000);
});
