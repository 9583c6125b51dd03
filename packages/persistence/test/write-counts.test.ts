import { build, useTestStore } from "@cs/testing";
import type pg from "pg";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runAsApplication } from "./as-application.ts";
import { fillTenant } from "./fill-tenant.ts";
import { deliver } from "./fixtures.ts";

const store = useTestStore();
const stateOf = (tenantId: string) => store.persistence.read(tenantId, (tx) => tx.queries.databaseState());
let before: string;
beforeAll(async () => {
  await fillTenant(store.persistence, "alpha", "ALPHA");
  await fillTenant(store.persistence, "bravo", "BRAVO");
});
beforeEach(async () => {
  before = await stateOf("alpha");
});

/** Runs work on two connections of the application, each in a transaction of alpha. */
async function withTwo(isolation: string, work: (one: pg.Client, other: pg.Client) => Promise<void>) {
  await runAsApplication(store, "alpha", (one) =>
    runAsApplication(store, "alpha", async (other) => {
      for (const client of [one, other]) await client.query(`BEGIN ISOLATION LEVEL ${isolation}`);
      await work(one, other);
    }),
  );
}

describe("the state of a tenant's data", () => {
  it("stays while nobody writes, and after a write that is taken back", async () => {
    await store.persistence.read("alpha", (tx) => tx.accounts.count());
    const failing = store.persistence.write("alpha", async (tx) => {
      await tx.tenants.setReportingCurrency("EUR");
      throw new Error("stop here");
    });
    await expect(failing).rejects.toThrow("stop here");
    expect(await stateOf("alpha")).toBe(before);
  });

  it("changes with each write of its own, and not with those of others", async () => {
    const states = [before];
    for (const _ of [1, 2]) {
      await deliver(store.persistence, { tickets: [build.ticket()] }, "alpha");
      await deliver(store.persistence, { tickets: [build.ticket()] }, "bravo");
      states.push(await stateOf("alpha"));
    }
    expect(new Set(states).size).toBe(3);
    const ofBravo = await stateOf("bravo");
    await store.persistence.write("alpha", (tx) => tx.tenants.setReportingCurrency("USD"));
    expect(await stateOf("bravo")).toBe(ofBravo);
  });

  it("changes with what is written past the product, for all when it names no tenant", async () => {
    const ofBravo = await stateOf("bravo");
    await store.query("UPDATE cs.accounts SET csm = csm WHERE tenant_id = 'bravo'");
    expect(await stateOf("alpha")).not.toBe(before);
    expect(await stateOf("bravo")).not.toBe(ofBravo);
  });

  it.each(["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])(
    "changes with each of two %s transactions that overlap, which do not wait for each other",
    async (isolation) => {
      await withTwo(isolation, async (one, other) => {
        await one.query("UPDATE cs.accounts SET csm = csm WHERE client_id = 'nobody'");
        await other.query("UPDATE cs.contacts SET title = title WHERE client_id = 'nobody'");
        await other.query("COMMIT");
        const between = await stateOf("alpha");
        await one.query("COMMIT");
        const after = await stateOf("alpha");
        expect(new Set([before, between, after]).size).toBe(3);
      });
    },
  );

  it("never comes again, also after a crash has emptied the counts", async () => {
    const states: string[] = [];
    for (const _ of [1, 2]) {
      await store.query("TRUNCATE cs_cache.writes");
      await deliver(store.persistence, { tickets: [build.ticket()] }, "alpha");
      states.push(await stateOf("alpha"));
    }
    expect(new Set(states).size).toBe(2);
  });

  it("cannot be changed by the application, nor seen of another tenant", async () => {
    await runAsApplication(store, "alpha", async (client) => {
      await expect(client.query("UPDATE cs_cache.writes SET writes = 0")).rejects.toMatchObject({ code: "42501" });
      const { rows } = await client.query("SELECT DISTINCT tenant_id FROM cs_cache.writes ORDER BY 1");
      expect(rows.map((row) => row.tenant_id)).not.toContain("bravo");
      expect(rows.map((row) => row.tenant_id)).toContain("alpha");
    });
  });
});
