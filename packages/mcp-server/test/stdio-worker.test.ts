import { build, databaseVariables, until, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it, vi } from "vitest";

const asOf = "2024-06-30";
const store = useTestStore();
const bench = useWorkbench();
const env = () => ({ ...databaseVariables(store.urls), CS_AS_OF: asOf });
const sessions = () =>
  store.query<{ name: string }>(
    "SELECT application_name AS name FROM pg_stat_activity WHERE datname = current_database() AND usename = $1",
    [new URL(store.urls.applicationUrl).username],
  );

vi.setConfig({ testTimeout: 90_000 });

beforeAll(async () => {
  const customers = Array.from({ length: 1000 }, (_, index) => build.customer({ externalId: `A-${index}` }));
  await store.persistence.write(store.tenantId, (tx) => tx.facts.write("customers", "crm", customers));
  const entry = { actor: "ann", operation: "test", clientId: null, requestId: "r", reason: null, changes: [] };
  await store.persistence.write(store.tenantId, (tx) => tx.audit.add(entry));
});

describe("stdio servers", () => {
  it("rescore the portfolio and seal the audit log, one of them, with at most four connections each", async () => {
    const own = (await sessions()).length;
    const servers = await Promise.all([1, 2].map(() => bench.connect(env())));
    let most = 0;
    await until(async () => {
      await Promise.all(servers.flatMap((server) => [1, 2, 3, 4, 5].map(() => server.call("list_clients"))));
      most = Math.max(most, (await sessions()).length - own);
      const runs = await store.persistence.read(store.tenantId, (tx) => tx.rescoring.latest(10));
      const seals = await store.query("SELECT FROM cs.audit_seals");
      return runs.some(({ finishedAt }) => finishedAt !== null) && seals.length > 0;
    });
    expect(most).toBeLessThanOrEqual(4 * servers.length);
    const runs = await store.persistence.read(store.tenantId, (tx) => tx.rescoring.latest(10));
    expect(runs).toMatchObject([{ asOf, visited: 1000, scored: 1000 }]);
    await Promise.all(servers.map((server) => server.close()));
    await until(async () => (await sessions()).length === own);
  });
});
