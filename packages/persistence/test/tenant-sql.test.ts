import { useTestStore } from "@cs/testing";
import type pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { runAsApplication } from "./as-application.ts";
import { dumpTenant } from "./fixtures.ts";
import { fillTwoTenants } from "./two-tenants.ts";

const store = useTestStore();
beforeAll(() => fillTwoTenants(store));

describe("the application role with SQL of its own", () => {
  const asApplication = <T>(tenantId: string | null, work: (client: pg.Client) => Promise<T>) =>
    runAsApplication(store, tenantId, work);

  it("sees and changes nothing without a tenant", async () => {
    const tables = Object.keys(await dumpTenant(store, "alpha"));
    await asApplication(null, async (client) => {
      for (const table of tables) {
        const { rows } = await client.query(`SELECT count(*)::int AS rows FROM cs.${table}`);
        expect(rows, table).toEqual([{ rows: 0 }]);
      }
      expect((await client.query("UPDATE cs.accounts SET client_name = 'x'")).rowCount).toBe(0);
      const insert =
        "INSERT INTO cs.tenants (tenant_id, name, time_zone, reporting_currency) VALUES ($1, 'x', 'UTC', 'USD')";
      for (const tenantId of ["alpha", "", "new"]) {
        await expect(client.query(insert, [tenantId])).rejects.toMatchObject({ code: "42501" });
      }
    });
  });

  it("cannot put a row into another tenant, nor move one there", async () => {
    await asApplication("bravo", async (client) => {
      const insert =
        "INSERT INTO cs.accounts (tenant_id, client_id, client_name, domains) VALUES ('alpha', 'x', 'x', '{}')";
      await expect(client.query(insert)).rejects.toMatchObject({ code: "42501" });
      await expect(client.query("UPDATE cs.tenants SET tenant_id = 'alpha'")).rejects.toMatchObject({ code: "42501" });
      expect((await client.query("UPDATE cs.accounts SET csm = 'x' WHERE tenant_id = 'alpha'")).rowCount).toBe(0);
    });
  });

  it("keeps no tenant on a connection after the transaction", async () => {
    const persistence = store.persistence;
    await persistence.read("alpha", (tx) => tx.accounts.count());
    await expect(persistence.read("nobody", (tx) => tx.accounts.count())).resolves.toBe(0);
    await expect(persistence.read("", (tx) => tx.accounts.count())).resolves.toBe(0);
  });
});
