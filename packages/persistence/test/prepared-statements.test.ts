import { build, useTestStore } from "@cs/testing";
import pg from "pg";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { createPool } from "../src/connection/pool.ts";
import { createPersistence, type Persistence } from "../src/index.ts";
import { persistenceOver } from "../src/transaction/persistence.ts";
import { clientIdOf, deliver } from "./fixtures.ts";

const store = useTestStore();
let clientId: string;
beforeAll(async () => {
  await deliver(store.persistence, { customers: [build.customer({ externalId: "A-1" })] });
  clientId = await clientIdOf(store.persistence, "A-1");
});

const read = (persistence: Persistence, tenantId = "default") =>
  persistence.read(tenantId, async (tx) => (await tx.accounts.getAll([clientId])).size);

describe("a statement that is asked again and again", () => {
  const pool = () => createPool({ url: store.urls.applicationUrl, size: 1, pipeline: true });

  it("is prepared once on its connection; one that comes once or writes is not", async () => {
    const connections = pool();
    const persistence = persistenceOver(connections);
    for (let time = 0; time < 6; time += 1) {
      await read(persistence);
      await persistence.write("default", (tx) => tx.tenants.setReportingCurrency("USD"));
    }
    await persistence.read("default", (tx) => tx.queries.hasDelivered("crm"));
    const { rows } = await connections.query<{ statement: string }>("SELECT statement FROM pg_prepared_statements");
    const prepared = rows.map(({ statement }) => statement);
    expect(prepared.filter((text) => text.includes("FROM cs.accounts"))).toHaveLength(1);
    expect(prepared.filter((text) => /update|data_coverage/.test(text))).toEqual([]);
    await persistence.close();
  });

  it("keeps one plan for all values in a transaction that says so, and in no other", async () => {
    const connections = pool();
    const persistence = persistenceOver(connections);
    const plans = async () => {
      const { rows } = await connections.query<{ kept: number; others: number }>(`
        SELECT generic_plans::int AS kept, custom_plans::int AS others
        FROM pg_prepared_statements WHERE statement LIKE '%FROM cs.accounts%'`);
      return rows;
    };
    for (let time = 0; time < 6; time += 1) {
      await persistence.read("default", async (tx) => {
        await tx.planOnce();
        expect((await tx.accounts.getAll([clientId])).size).toBe(1);
      });
    }
    expect(await plans()).toEqual([{ kept: 4, others: 0 }]);
    await read(persistence);
    expect(await plans()).toEqual([{ kept: 4, others: 1 }]);
    await persistence.close();
  });

  it("sees the tenant of its transaction, whoever had it prepared", async () => {
    const persistence = persistenceOver(pool());
    for (let time = 0; time < 10; time += 1) {
      expect([await read(persistence), await read(persistence, "nobody")]).toEqual([1, 0]);
    }
    await persistence.close();
  });

  it("fails once when its table has changed, so that the call can be repeated, and then reads the new one", async () => {
    const persistence = createPersistence({ url: store.urls.applicationUrl, size: 1 });
    for (let time = 0; time < 6; time += 1) await read(persistence);
    await store.query("ALTER TABLE cs.accounts ADD COLUMN more text");
    await expect(read(persistence)).rejects.toMatchObject({ code: "persistence", retryable: true });
    expect(await read(persistence)).toBe(1);
    await store.query("ALTER TABLE cs.accounts DROP COLUMN more");
    await persistence.close();
  });
});

describe("the statements of a transaction", () => {
  it("are sent without waiting for the answer to the one before", async () => {
    const query = vi.spyOn(pg.Client.prototype, "query");
    const sent = await store.persistence.read("default", async (tx) => {
      await tx.accounts.count();
      query.mockClear();
      const first = tx.accounts.count().then(() => query.mock.calls.length);
      await Promise.all([first, tx.accounts.count(), tx.accounts.count()]);
      return first;
    });
    query.mockRestore();
    expect(sent).toBe(3);
  });
});
