import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { createPool } from "../src/connection/pool.ts";
import { outboxQueueOver } from "../src/outbox/outbox-queue.ts";
import { runAsApplication } from "./as-application.ts";
import { fillTenant } from "./fill-tenant.ts";
import { dumpTenant } from "./fixtures.ts";

const store = useTestStore();
beforeAll(async () => {
  await fillTenant(store.persistence, "alpha", "ALPHA");
  await fillTenant(store.persistence, "bravo", "BRAVO");
});

const claim = "SELECT * FROM cs.claim_outbox(10, '1 minute')";
const settle = "SELECT cs.settle_outbox('alpha', 'out_x', 1, NULL, NULL)";
const redeliver = "SELECT cs.redeliver_outbox('test', '1 day')";

describe("the right to relay", () => {
  it.each([claim, settle, redeliver])("is refused in a transaction of a tenant: %s", async (statement) => {
    const before = await dumpTenant(store, "alpha");
    await runAsApplication(store, "bravo", async (client) => {
      await expect(client.query(statement)).rejects.toMatchObject({ code: "42501" });
    });
    expect(await dumpTenant(store, "alpha")).toEqual(before);
  });

  it("reaches nothing but the outbox, and of it nothing without the functions", async () => {
    await runAsApplication(store, null, async (client) => {
      expect((await client.query("SELECT * FROM cs.outbox")).rows).toEqual([]);
      expect((await client.query("UPDATE cs.outbox SET state = 'dead'")).rowCount).toBe(0);
      await client.query("BEGIN");
      expect((await client.query(claim)).rows).toHaveLength(2);
      expect((await client.query("SELECT * FROM cs.outbox")).rows).toEqual([]);
      expect((await client.query("SELECT * FROM cs.accounts")).rows).toEqual([]);
      await client.query("ROLLBACK");
    });
  });

  it("does not follow a table that the caller puts in the way", async () => {
    await runAsApplication(store, null, async (client) => {
      await client.query("CREATE TEMP TABLE outbox (LIKE cs.outbox)");
      await client.query("SET search_path = pg_temp, cs, pg_catalog");
      await client.query("BEGIN");
      expect((await client.query(claim)).rows).toHaveLength(2);
      await client.query("ROLLBACK");
    });
  });

  it("ends with the newest attempt: a failure that comes too late changes nothing, a delivery counts", async () => {
    const pool = createPool({ url: store.urls.applicationUrl });
    const queue = outboxQueueOver(pool);
    const [first] = (await queue.claim(10, 0)).filter(({ tenantId }) => tenantId === "alpha");
    const [second] = (await queue.claim(10, 60_000)).filter(({ tenantId }) => tenantId === "alpha");
    if (!first || !second) throw new Error("the effect was not claimed twice");
    expect([first.attempt, second.attempt]).toEqual([1, 2]);
    const state = () => store.query("SELECT state, last_error FROM cs.outbox WHERE tenant_id = 'alpha'");
    await queue.settle(first, { outcome: "dead", error: "late" });
    expect(await state()).toEqual([{ state: "pending", last_error: null }]);
    await queue.settle(first, { outcome: "delivered" });
    await queue.settle(second, { outcome: "dead", error: "late too" });
    expect(await state()).toEqual([{ state: "delivered", last_error: null }]);
    await pool.end();
  });
});
