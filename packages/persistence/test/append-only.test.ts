import { useTestStore } from "@cs/testing";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grants } from "../src/schema/grants.ts";
import { fillTenant } from "./fill-tenant.ts";
import { dumpTenant } from "./fixtures.ts";

const store = useTestStore();
let client: pg.Client;
beforeAll(async () => {
  await fillTenant(store.persistence, "alpha", "ALPHA");
  client = new pg.Client({ connectionString: store.urls.applicationUrl });
  await client.connect();
  await client.query("SELECT set_config('cs.tenant_id', 'alpha', false)");
});
afterAll(async () => {
  await client.end();
});

const tables = Object.entries(grants).map(([table, privileges]) => ({
  table,
  privileges: privileges as readonly string[],
}));
const appendOnly = tables
  .filter(({ privileges }) => !privileges.includes("UPDATE") && !privileges.includes("DELETE"))
  .map(({ table }) => table);
const [expiring, kept] = [true, false].map((deletes) =>
  tables.filter(({ privileges }) => privileges.includes("DELETE") === deletes).map(({ table }) => table),
) as [string[], string[]];
const refused = { code: "42501", message: expect.stringContaining("permission denied") };

describe("the application role", () => {
  it("may only add to events and days of users, scorecards and their rules, versions and evaluations of segments, reports, churn models and predictions, overrides, observations, snapshots, changes of stage, milestones, the risk register, templates of messages, delivery events, suppressions, consents, comments and the log of tickets, the inbox and the sealed audit log", () => {
    expect(appendOnly.toSorted()).toEqual([
      "audit_entries",
      "audit_seals",
      "churn_events",
      "churn_models",
      "churn_predictions",
      "consents",
      "delivery_events",
      "health_snapshots",
      "inbox",
      "lifecycle_transitions",
      "measure_observations",
      "message_templates",
      "milestone_achievements",
      "milestones",
      "reports",
      "risk_register",
      "score_overrides",
      "scorecard_rules",
      "scorecards",
      "segment_evaluations",
      "segment_versions",
      "suppressions",
      "survey_responses",
      "ticket_comments",
      "ticket_log",
      "usage_event_keys",
      "usage_events",
      "usage_users_daily",
    ]);
  });

  it.each(appendOnly)("is refused by PostgreSQL when it changes %s", async (table) => {
    const before = await dumpTenant(store, "alpha");
    expect(before[table]).not.toEqual([]);
    await expect(client.query(`UPDATE cs.${table} SET tenant_id = tenant_id`)).rejects.toMatchObject(refused);
    expect(await dumpTenant(store, "alpha")).toEqual(before);
  });

  it("may only delete what expires", () => {
    expect(expiring.toSorted()).toEqual(["confirmations", "idempotency_keys", "outbox", "rescoring_runs"]);
  });

  it.each(kept)("is refused by PostgreSQL when it deletes from %s", async (table) => {
    await expect(client.query(`DELETE FROM cs.${table}`)).rejects.toMatchObject(refused);
  });

  it.each([
    { table: "idempotency_keys", column: "created_at", age: "24 hours" },
    { table: "rescoring_runs", column: "started_at", age: "90 days" },
  ])("deletes nothing from $table before it is $age old", async ({ table, column, age }) => {
    const date = (seconds: string) =>
      store.query(
        `UPDATE cs.${table} SET ${column} = now() - interval '${age}' + interval '${seconds}' WHERE tenant_id = 'alpha'`,
      );
    await date("1 minute");
    expect((await client.query(`DELETE FROM cs.${table}`)).rowCount).toBe(0);
    await date("-1 minute");
    expect((await client.query(`DELETE FROM cs.${table}`)).rowCount).toBe(1);
  });

  it("deletes no effect from the outbox before it was delivered 90 days ago", async () => {
    const settle = (state: string, deliveredAt: string) =>
      store.query(
        `UPDATE cs.outbox SET state = '${state}', delivered_at = ${deliveredAt}, created_at = now() - interval '1 year'
         WHERE tenant_id = 'alpha'`,
      );
    for (const [state, deliveredAt] of [
      ["pending", "NULL"],
      ["dead", "NULL"],
      ["delivered", "now() - interval '90 days' + interval '1 minute'"],
    ] as const) {
      await settle(state, deliveredAt);
      expect((await client.query("DELETE FROM cs.outbox")).rowCount, state).toBe(0);
    }
    await settle("delivered", "now() - interval '90 days' - interval '1 minute'");
    expect((await client.query("DELETE FROM cs.outbox")).rowCount).toBe(1);
  });

  it.each(tables.map(({ table }) => table))("is refused by PostgreSQL when it empties %s", async (table) => {
    await expect(client.query(`TRUNCATE cs.${table}`)).rejects.toMatchObject(refused);
  });

  it("cannot drop a table, lift a policy or switch row-level security off", async () => {
    for (const statement of [
      "DROP TABLE cs.usage_events",
      "DROP POLICY tenant_isolation ON cs.usage_events",
      "ALTER TABLE cs.usage_events DISABLE ROW LEVEL SECURITY",
      "ALTER TABLE cs.usage_events NO FORCE ROW LEVEL SECURITY",
    ]) {
      await expect(client.query(statement), statement).rejects.toMatchObject({ code: "42501" });
    }
    await client.query("SET row_security = off");
    await expect(client.query("SELECT * FROM cs.usage_events")).rejects.toMatchObject({ code: "42501" });
  });
});
