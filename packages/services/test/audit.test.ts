import { createHash } from "node:crypto";
import { useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { sealAudit, verifyAudit } from "../src/index.ts";
import { type AuditedTenant, addEntry, tenantWithEntries } from "./audit-fixtures.ts";

const store = useTestStore();

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const verify = ({ tenantId }: AuditedTenant, ...checkpoint: Parameters<typeof verifyAudit>[2][]) =>
  verifyAudit(store.persistence, tenantId, ...checkpoint);
const seal = ({ tenantId }: AuditedTenant) => sealAudit(store.persistence, tenantId);

async function sealedTenant(count: number): Promise<AuditedTenant> {
  const tenant = await tenantWithEntries(store, count);
  expect(await seal(tenant)).toBe(count);
  return tenant;
}

const sealsOf = ({ tenantId }: AuditedTenant) =>
  store.query<{ position: string; audit_id: string; entry_hash: string; previous_hash: string; seal_hash: string }>(
    "SELECT * FROM cs.audit_seals WHERE tenant_id = $1 ORDER BY position",
    [tenantId],
  );

describe("sealing", () => {
  it("chains every entry once, oldest first, by the formula that is written down", async () => {
    const tenant = await sealedTenant(3);
    expect(await seal(tenant)).toBe(0);
    const seals = await sealsOf(tenant);
    expect(seals.map(({ position, audit_id }) => [Number(position), audit_id])).toEqual(
      tenant.ids.map((id, index) => [index + 1, id]),
    );
    let previous = "0".repeat(64);
    for (const row of seals) {
      expect(row.previous_hash).toBe(previous);
      expect(row.seal_hash).toBe(sha256(`${previous}${row.entry_hash}${row.position}`));
      previous = row.seal_hash;
    }
  });

  it("vouches for every field of an entry, the time to the microsecond", async () => {
    const tenant = await tenantWithEntries(store, 1);
    await store.query("UPDATE cs.audit_entries SET occurred_at = '2024-02-29 10:00:00.123456Z' WHERE audit_id = $1", [
      tenant.ids[0],
    ]);
    await seal(tenant);
    const text =
      `{"actor":"ann","auditId":"${tenant.ids[0]}","changes":"[{\\"after\\": 2, \\"field\\": \\"csm\\", \\"before\\": 1}]",` +
      '"clientId":null,"occurredAt":"2024-02-29T10:00:00.123456Z","operation":"update_client_info",' +
      `"reason":"entry 1","requestId":"r","tenantId":"${tenant.tenantId}"}`;
    expect((await sealsOf(tenant))[0]?.entry_hash).toBe(sha256(text));
  });

  it("goes on where the chain ends, over more than one batch", async () => {
    const tenant = await sealedTenant(2);
    const many =
      "SELECT $1, 'x' || lpad(n::text, 5, '0'), now() + n * interval '1 us', 'a', 'o', 'r', '[]' FROM generate_series(1, 2500) n";
    await store.query(
      `INSERT INTO cs.audit_entries (tenant_id, audit_id, occurred_at, actor, operation, request_id, changes) ${many}`,
      [tenant.tenantId],
    );
    expect(await seal(tenant)).toBe(2500);
    expect(await verify(tenant)).toMatchObject({ sealed: 2502, unsealed: 0, faultCount: 0, head: { position: 2502 } });
  });

  it("never forks when several seal at once while entries are added", async () => {
    const tenant = await tenantWithEntries(store, 20);
    const adding = Array.from({ length: 10 }, (_, index) =>
      addEntry(store.persistence, tenant.tenantId, `more ${index}`),
    );
    const sealed = await Promise.all([...Array.from({ length: 5 }, () => seal(tenant))]);
    await Promise.all(adding);
    const rest = await seal(tenant);
    expect(sealed.reduce((sum, count) => sum + count, rest)).toBe(30);
    expect(await verify(tenant)).toMatchObject({ sealed: 30, unsealed: 0, faultCount: 0 });
  });
});

describe("verifying", () => {
  it("finds a whole log whole, and counts what is not sealed yet", async () => {
    const tenant = await sealedTenant(4);
    await addEntry(store.persistence, tenant.tenantId, "new");
    const seals = await sealsOf(tenant);
    expect(await verify(tenant)).toEqual({
      head: { tenantId: tenant.tenantId, position: 4, sealHash: seals[3]?.seal_hash },
      ...{ sealed: 4, pruned: 0, unsealed: 1, faultCount: 0, faults: [] },
    });
  });

  const columns = ["actor = 'bob'", "operation = 'other'", "reason = NULL", "request_id = 'other'", "changes = '[]'"];
  it.each([...columns, "occurred_at = occurred_at + interval '1 us'", "changes = '[{\"after\": 2.0}]'"])(
    "finds an entry that was changed: %s",
    async (change) => {
      const tenant = await sealedTenant(3);
      await store.query(`UPDATE cs.audit_entries SET ${change} WHERE audit_id = $1`, [tenant.ids[1]]);
      const { faults } = await verify(tenant);
      expect(faults).toEqual([{ kind: "entry_changed", position: 2, auditId: tenant.ids[1] }]);
    },
  );

  it("finds an entry that was deleted", async () => {
    const tenant = await sealedTenant(3);
    await store.query("DELETE FROM cs.audit_entries WHERE audit_id = $1", [tenant.ids[0]]);
    expect((await verify(tenant)).faults).toEqual([{ kind: "entry_missing", position: 1, auditId: tenant.ids[0] }]);
  });

  it("finds two entries that were swapped", async () => {
    const tenant = await sealedTenant(3);
    await store.query(
      `UPDATE cs.audit_entries a SET reason = b.reason, occurred_at = b.occurred_at
       FROM cs.audit_entries b WHERE a.audit_id <> b.audit_id AND a.audit_id = ANY ($1) AND b.audit_id = ANY ($1)`,
      [tenant.ids.slice(0, 2)],
    );
    expect((await verify(tenant)).faults).toEqual([
      { kind: "entry_changed", position: 1, auditId: tenant.ids[0] },
      { kind: "entry_changed", position: 2, auditId: tenant.ids[1] },
    ]);
  });

  it("finds an entry that was put into the past, before and after it is sealed", async () => {
    const tenant = await sealedTenant(3);
    await addEntry(store.persistence, tenant.tenantId, "never happened");
    const [inserted] = await store.query<{ id: string }>(
      "UPDATE cs.audit_entries SET occurred_at = occurred_at - interval '2 hours' WHERE reason = 'never happened' RETURNING audit_id AS id",
    );
    const fault = { kind: "entry_backdated", auditId: inserted?.id };
    expect((await verify(tenant)).faults).toEqual([{ ...fault, position: null }]);
    await seal(tenant);
    expect((await verify(tenant)).faults).toEqual([{ ...fault, position: 4 }]);
  });

  it("finds a seal that is gone together with its entry", async () => {
    const tenant = await sealedTenant(4);
    await store.query("DELETE FROM cs.audit_entries WHERE audit_id = $1", [tenant.ids[1]]);
    await store.query("DELETE FROM cs.audit_seals WHERE audit_id = $1", [tenant.ids[1]]);
    expect((await verify(tenant)).faults).toEqual([{ kind: "seal_missing", position: 2, auditId: null }]);
  });

  it("finds where the chain was joined again after a seal was cut out", async () => {
    const tenant = await sealedTenant(4);
    await store.query("DELETE FROM cs.audit_entries WHERE audit_id = $1", [tenant.ids[1]]);
    await store.query("DELETE FROM cs.audit_seals WHERE audit_id = $1", [tenant.ids[1]]);
    for (const position of [3, 4]) {
      const move = "UPDATE cs.audit_seals SET position = position - 1 WHERE tenant_id = $1 AND position = $2";
      await store.query(move, [tenant.tenantId, position]);
    }
    const { faults } = await verify(tenant);
    expect(faults[0]).toEqual({ kind: "seal_broken", position: 2, auditId: tenant.ids[2] });
  });

  it("finds an entry whose hash was changed with it", async () => {
    const tenant = await sealedTenant(2);
    await store.query("UPDATE cs.audit_seals SET entry_hash = $2 WHERE audit_id = $1", [tenant.ids[0], sha256("x")]);
    const kinds = (await verify(tenant)).faults.map(({ kind, position }) => [kind, position]);
    expect(kinds).toEqual([
      ["seal_broken", 1],
      ["entry_changed", 1],
    ]);
  });

  it("lists the first hundred faults and counts all", async () => {
    const tenant = await sealedTenant(1);
    const rows = "SELECT $1, n, 'gone' || n, 'e', 'p', 's' FROM generate_series(2, 151) n";
    await store.query(
      `INSERT INTO cs.audit_seals (tenant_id, position, audit_id, entry_hash, previous_hash, seal_hash) ${rows}`,
      [tenant.tenantId],
    );
    const report = await verify(tenant);
    expect(report.faults).toHaveLength(100);
    expect(report.faultCount).toBe(300);
  });
});

describe("a checkpoint", () => {
  async function cutOff(tenant: AuditedTenant): Promise<void> {
    for (const table of ["audit_entries", "audit_seals"])
      await store.query(`DELETE FROM cs.${table} WHERE audit_id = ANY ($1)`, [tenant.ids.slice(2)]);
  }

  it("is what shows that the end of the log was cut off", async () => {
    const tenant = await sealedTenant(4);
    const { head } = await verify(tenant);
    await cutOff(tenant);
    expect((await verify(tenant)).faults).toEqual([]);
    expect((await verify(tenant, head)).faults).toEqual([{ kind: "chain_cut_off", position: 4, auditId: null }]);
  });

  it("shows that other entries have taken the place of the end", async () => {
    const tenant = await sealedTenant(4);
    const { head } = await verify(tenant);
    await cutOff(tenant);
    for (const reason of ["other", "entries"]) await addEntry(store.persistence, tenant.tenantId, reason);
    await seal(tenant);
    expect((await verify(tenant, head)).faults).toEqual([{ kind: "chain_rewritten", position: 4, auditId: null }]);
  });

  it("of before still fits when the log has grown, and one of an empty log fits every log", async () => {
    const tenant = await tenantWithEntries(store, 0);
    const { head: empty } = await verify(tenant);
    await addEntry(store.persistence, tenant.tenantId, "first");
    await seal(tenant);
    const { head } = await verify(tenant, empty);
    await addEntry(store.persistence, tenant.tenantId, "second");
    await seal(tenant);
    expect(await verify(tenant, head)).toMatchObject({ faultCount: 0, head: { position: 2 } });
    expect(await verify(tenant, empty)).toMatchObject({ faultCount: 0 });
  });
});
