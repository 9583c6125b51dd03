import { useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { pruneAudit, sealAudit, verifyAudit } from "../src/index.ts";
import { type AuditedTenant, addEntry, dateBack, entryIds, tenantWithEntries } from "./audit-fixtures.ts";

const store = useTestStore();

/** Five entries of which the first three are 100 days old. */
async function oldTenant(): Promise<AuditedTenant> {
  const tenant = await tenantWithEntries(store, 5);
  await dateBack(store, tenant.ids.slice(0, 3), 100);
  return tenant;
}

const prune = ({ tenantId }: AuditedTenant, part: { despiteFaults?: boolean; now?: Date } = {}) =>
  pruneAudit({ persistence: store.persistence, tenantId, actor: "ann", retentionDays: 90, now: new Date(), ...part });
const verify = ({ tenantId }: AuditedTenant) => verifyAudit(store.persistence, tenantId);

describe("pruning", () => {
  it("removes old entries, keeps the others, says so in the log, and leaves the log whole", async () => {
    const tenant = await oldTenant();
    expect(await prune(tenant)).toBe(3);
    const ids = await entryIds(store, tenant.tenantId);
    expect(ids.slice(0, 2)).toEqual(tenant.ids.slice(3));
    const [record] = await store.query("SELECT actor, operation, changes FROM cs.audit_entries WHERE audit_id = $1", [
      ids[2],
    ]);
    expect(record).toMatchObject({
      actor: "ann",
      operation: "prune_audit_log",
      changes: [{ field: "prunedUpTo", after: 3 }, { field: "olderThan" }],
    });
    expect(await verify(tenant)).toMatchObject({ sealed: 3, pruned: 3, unsealed: 0, faultCount: 0 });
    expect(await prune(tenant)).toBe(0);
    expect(await entryIds(store, tenant.tenantId)).toEqual(ids);
  });

  it("still tells a deleted entry from a pruned one", async () => {
    const tenant = await oldTenant();
    await prune(tenant);
    await store.query("DELETE FROM cs.audit_entries WHERE audit_id = $1", [tenant.ids[3]]);
    expect((await verify(tenant)).faults).toEqual([{ kind: "entry_missing", position: 4, auditId: tenant.ids[3] }]);
  });

  it("stops at the first entry that is young, so that what is gone is always the beginning", async () => {
    const tenant = await tenantWithEntries(store, 3);
    await sealAudit(store.persistence, tenant.tenantId);
    await dateBack(store, tenant.ids.slice(2), 100);
    expect(await prune(tenant, { despiteFaults: true })).toBe(0);
    expect(await entryIds(store, tenant.tenantId)).toHaveLength(3);
  });

  it("keeps the evidence in a log with faults, unless it is told otherwise", async () => {
    const tenant = await oldTenant();
    await sealAudit(store.persistence, tenant.tenantId);
    await store.query("UPDATE cs.audit_entries SET actor = 'bob' WHERE audit_id = $1", [tenant.ids[1]]);
    await expect(prune(tenant)).rejects.toMatchObject({
      code: "conflict",
      hint: expect.stringContaining("audit verify"),
    });
    expect(await entryIds(store, tenant.tenantId)).toEqual(tenant.ids);
    expect(await prune(tenant, { despiteFaults: true })).toBe(3);
  });

  it("lets entries and seals come after the pruned beginning", async () => {
    const tenant = await oldTenant();
    await prune(tenant);
    await addEntry(store.persistence, tenant.tenantId, "after");
    expect(await sealAudit(store.persistence, tenant.tenantId)).toBe(1);
    expect(await verify(tenant)).toMatchObject({ sealed: 4, pruned: 3, faultCount: 0 });
  });
});
