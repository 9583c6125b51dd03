import { build, databaseVariables, until, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { initialize, send } from "./json-rpc.ts";

const asOf = "2024-06-30";
const accounts = 1200;
const store = useTestStore();
const bench = useWorkbench();
const env = () => ({ ...databaseVariables(store.urls), CS_AS_OF: asOf });
const sessions = () =>
  store.query<{ name: string }>(
    "SELECT application_name AS name FROM pg_stat_activity WHERE datname = current_database() AND usename = $1",
    [new URL(store.urls.applicationUrl).username],
  );

beforeAll(async () => {
  const customers = Array.from({ length: accounts }, (_, index) => build.customer({ externalId: `A-${index}` }));
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
    expect(runs).toMatchObject([{ asOf, visited: accounts, scored: accounts }]);
    await Promise.all(servers.map((server) => server.close()));
    await until(async () => (await sessions()).length === own);
  });

  it("end within 2 s in the middle of a run, and the next one goes on with it", async () => {
    const day = "2024-07-01";
    const ownEnv = { ...env(), CS_AS_OF: day };
    const run = async () =>
      (await store.persistence.read(store.tenantId, (tx) => tx.rescoring.latest(10))).find(({ asOf }) => asOf === day);
    const server = bench.start("server", [], ownEnv);
    send(server, initialize(0));
    await until(async () => ((await run())?.visited ?? 0) > 0);
    const told = performance.now();
    server.child.stdin.end();
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - told).toBeLessThan(2500);
    expect(await run()).toMatchObject({ finishedAt: null });
    const next = await bench.connect(ownEnv);
    await until(async () => (await run())?.finishedAt !== null);
    expect(await run()).toMatchObject({ visited: accounts, scored: accounts });
    await next.close();
  });
});
