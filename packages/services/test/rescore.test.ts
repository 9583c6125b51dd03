import { build, useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { createExecutor, localPrincipal, operations, rescore } from "../src/index.ts";

const asOf = "2024-06-30";
const accounts = 450;
const store = useTestStore({ poolSize: 4 });

beforeAll(async () => {
  const customers = Array.from({ length: accounts }, (_, index) => build.customer({ externalId: `A-${index}` }));
  await store.persistence.write(store.tenantId, (tx) => tx.facts.write("customers", "crm", customers));
});

const run = (runId: string, part: { asOf?: string; signal?: AbortSignal } = {}) =>
  rescore({ ...store, runId, asOf, signal: new AbortController().signal, ...part });
const runs = () => store.persistence.read(store.tenantId, (tx) => tx.rescoring.latest(10));
const standings = async (day: string) =>
  (await store.query("SELECT 1 FROM cs.health_standings WHERE as_of = $1", [day])).length;

describe("a run over all accounts", () => {
  it("goes on where it was interrupted, and visits every account once", async () => {
    const visited: number[] = [];
    const stop = new AbortController();
    const interrupted = rescore({
      ...store,
      persistence: {
        ...store.persistence,
        write: async (tenantId, work) => {
          const result = await store.persistence.write(tenantId, work);
          visited.push((await runs())[0]?.visited ?? 0);
          stop.abort();
          return result;
        },
      },
      runId: "run-1",
      asOf,
      signal: stop.signal,
    });
    await expect(interrupted).rejects.toMatchObject({ name: "AbortError" });
    expect(visited).toEqual([200]);
    expect(await standings(asOf)).toBe(200);
    expect(await run("run-1")).toMatchObject({ visited: accounts, scored: accounts, asOf });
    expect(await standings(asOf)).toBe(accounts);
  });

  it("is not done again for the same day", async () => {
    expect(await run("run-2")).toBeNull();
    expect(await runs()).toHaveLength(1);
  });

  it("leaves a score alone that was stored while the batch waited", async () => {
    const day = "2024-07-02";
    const { execute } = createExecutor({ ...store, operations, asOf: day });
    const caller = localPrincipal(store.tenantId);
    const [clientId] = await store.persistence.read(store.tenantId, (tx) => tx.accounts.idsAfter(null, 1));
    const override = { action: "override", clientIds: [clientId], overrideScore: 12, expiresOn: "2024-08-01" };
    let waited = false;
    await rescore({
      ...store,
      persistence: {
        ...store.persistence,
        write: async (tenantId, work) => {
          if (!waited) await execute("calculate_health_score", { ...override, reason: "The sponsor left." }, caller);
          waited = true;
          return store.persistence.write(tenantId, work);
        },
      },
      runId: "run-4",
      asOf: day,
      signal: new AbortController().signal,
    });
    const stands = await store.query<{ score: number }>(
      "SELECT score FROM cs.health_standings WHERE client_id = $1 AND as_of = $2",
      [clientId, day],
    );
    expect(stands).toEqual([{ score: 12 }]);
    expect(await standings(day)).toBe(accounts);
  });

  it("is done once when several take it up at the same time", async () => {
    const day = "2024-07-01";
    await Promise.all(Array.from({ length: 4 }, () => run("run-3", { asOf: day })));
    expect((await runs()).find(({ runId }) => runId === "run-3")).toMatchObject({
      visited: accounts,
      scored: accounts,
    });
    expect(await standings(day)).toBe(accounts);
  });
});
