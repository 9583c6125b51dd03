import { useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { applyRetention } from "../src/index.ts";
import { dateBack, entryIds, tenantWithEntries } from "./audit-fixtures.ts";

const store = useTestStore();
const retain = (tenantId = store.tenantId) =>
  applyRetention({
    persistence: store.persistence,
    tenantId,
    actor: "worker",
    auditLogRetentionDays: 90,
    now: new Date(),
  });
const register = (clientName: string, idempotencyKey: string) =>
  store.run("register_client", { clientName, idempotencyKey });
const ageKey = (key: string, age: string) =>
  store.query("UPDATE cs.idempotency_keys SET created_at = now() - $2::interval WHERE key = $1", [key, age]);

describe("retention", () => {
  it("keeps an idempotency key for 24 hours; after that a call with it is a new one", async () => {
    const young = await register("Young", "key-young");
    const old = await register("Old", "key-old-one");
    await ageKey("key-young", "23 hours 59 minutes");
    await ageKey("key-old-one", "24 hours 1 minute");
    expect(await retain()).toMatchObject({ idempotencyKeys: 1 });
    expect(await register("Young", "key-young")).toEqual(young);
    const again = await register("Something else", "key-old-one");
    expect(again["client"]).not.toMatchObject({ clientId: (old["client"] as { clientId: string }).clientId });
    expect(again).toMatchObject({ created: true, client: { clientName: "Something else" } });
  });

  it("keeps rescoring runs for 90 days, and the last ten however old they are", async () => {
    const begin = (runId: string, asOf: string, age: string) =>
      store.query(
        "INSERT INTO cs.rescoring_runs (tenant_id, run_id, as_of, started_at) VALUES ($1, $2, $3, now() - $4::interval)",
        [store.tenantId, runId, asOf, age],
      );
    for (let run = 1; run <= 12; run += 1) await begin(`old-${run}`, "2024-01-01", `${100 + run} days`);
    expect(await retain()).toMatchObject({ rescoringRuns: 2 });
    for (let run = 1; run <= 10; run += 1) await begin(`young-${run}`, "2024-04-01", "89 days");
    expect(await retain()).toMatchObject({ rescoringRuns: 10 });
    const runs = await store.persistence.read(store.tenantId, (tx) => tx.rescoring.latest(100));
    expect(runs.map(({ runId }) => runId.split("-")[0])).toEqual(Array(10).fill("young"));
  });

  it("keeps effects until they were delivered 90 days ago, and those that were not", async () => {
    const effect = (key: string) => ({ destination: "events", key, type: "test", payload: {} });
    const keys = ["long-ago", "lately", "waiting", "given-up"];
    await store.persistence.write(store.tenantId, (tx) => tx.outbox.add(...keys.map(effect)));
    const set = (key: string, state: string, age: string | null) =>
      store.query(
        `UPDATE cs.outbox SET state = $2, delivered_at = now() - $3::interval, created_at = now() - interval '1 year'
         WHERE key = $1`,
        [key, state, age],
      );
    await set("long-ago", "delivered", "91 days");
    await set("lately", "delivered", "89 days");
    await set("waiting", "pending", null);
    await set("given-up", "dead", null);
    expect(await retain()).toMatchObject({ deliveredEffects: 1 });
    const left = await store.persistence.read(store.tenantId, (tx) => tx.outbox.list({ state: null, limit: 10 }));
    expect(left.map(({ key }) => key).toSorted()).toEqual(["given-up", "lately", "waiting"]);
  });

  it("prunes the audit log; when that has faults it stays, and the rest is removed all the same", async () => {
    const { tenantId, ids } = await tenantWithEntries(store, 3);
    const [first = "", second = ""] = ids;
    await dateBack(store, [first], 100);
    expect(await retain(tenantId)).toMatchObject({ auditEntries: 1 });
    expect(await entryIds(store, tenantId)).not.toContain(first);
    await store.query("UPDATE cs.audit_entries SET actor = 'bob' WHERE audit_id = $1", [second]);
    await store.run("register_client", { clientName: "Acme", idempotencyKey: "key-expired" }, { tenantId });
    await ageKey("key-expired", "2 days");
    await expect(retain(tenantId)).rejects.toMatchObject({ code: "conflict" });
    expect(await store.query("SELECT FROM cs.idempotency_keys WHERE key = 'key-expired'")).toEqual([]);
  });
});
