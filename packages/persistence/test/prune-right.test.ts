import { useTestStore } from "@cs/testing";
import type pg from "pg";
import { describe, expect, it } from "vitest";
import { runAsApplication } from "./as-application.ts";

const store = useTestStore();

/** A new tenant with three entries of 100 days ago and two of today. Returns their ids, oldest first. */
async function fill(tenantId: string): Promise<string[]> {
  await store.persistence.write(tenantId, async (tx) => {
    await tx.tenants.ensure({ name: tenantId, timeZone: "UTC", reportingCurrency: "USD" });
    const entry = { actor: "ann", operation: "o", clientId: null, requestId: "r", reason: null, changes: [] };
    for (let count = 0; count < 5; count += 1) await tx.audit.add(entry);
  });
  const ids = await entryIds(tenantId);
  const dateBack = "UPDATE cs.audit_entries SET occurred_at = now() - interval '100 days' WHERE audit_id = ANY ($1)";
  await store.query(dateBack, [ids.slice(0, 3)]);
  return ids;
}

async function entryIds(tenantId: string): Promise<string[]> {
  const statement = "SELECT audit_id AS id FROM cs.audit_entries WHERE tenant_id = $1 ORDER BY occurred_at, audit_id";
  return (await store.query<{ id: string }>(statement, [tenantId])).map(({ id }) => id);
}

const seal = (tenantId: string) => store.persistence.write(tenantId, (tx) => tx.audit.seal(null, 100));

/** Calls the function as the application role, with whatever SQL an intruder would like. */
const asApplication = <T>(tenantId: string | null, work: (client: pg.Client) => Promise<T>) =>
  runAsApplication(store, tenantId, work);
const call = (day: string) => `SELECT cs.prune_audit_entries(${day}, 'intruder', 'r', 'aud_x') AS removed`;
const longAgo = "current_date - 60";

describe("the right to prune", () => {
  it("ends at 30 days, whatever day is asked for", async () => {
    const ids = await fill("young");
    await seal("young");
    await asApplication("young", async (client) => {
      for (const day of ["current_date", "current_date + 1", "(now() AT TIME ZONE 'UTC')::date - 29", "'infinity'"]) {
        await expect(client.query(call(day)), day).rejects.toMatchObject({ code: "42501" });
      }
      for (const day of ["NULL", "'-infinity'"])
        expect((await client.query(call(day))).rows[0].removed ?? "0").toBe("0");
    });
    expect(await entryIds("young")).toEqual(ids);
  });

  it("covers no entry that is not sealed, and none of another tenant", async () => {
    const [mine, theirs] = [await fill("mine"), await fill("theirs")];
    await seal("theirs");
    for (const tenantId of ["mine", "nobody", "", null]) {
      await asApplication(tenantId, async (client) => {
        expect((await client.query(call(longAgo))).rows[0].removed ?? "0").toBe("0");
      });
    }
    expect(await entryIds("mine")).toEqual(mine);
    expect(await entryIds("theirs")).toEqual(theirs);
  });

  it("does not follow tables that the caller puts in the way", async () => {
    const ids = await fill("shadowed");
    await asApplication("shadowed", async (client) => {
      await client.query(`CREATE TEMP TABLE audit_seals AS
        SELECT tenant_id, row_number() OVER () AS position, audit_id FROM cs.audit_entries`);
      await client.query("SET search_path = pg_temp, cs, pg_catalog");
      expect((await client.query(call(longAgo))).rows).toEqual([{ removed: "0" }]);
    });
    expect(await entryIds("shadowed")).toEqual(ids);
  });

  it("leaves a record that names who called", async () => {
    await fill("recorded");
    await seal("recorded");
    await asApplication("recorded", async (client) => {
      expect((await client.query(call(longAgo))).rows).toEqual([{ removed: "3" }]);
    });
    const records = await store.query("SELECT actor FROM cs.audit_entries WHERE audit_id = 'aud_x'");
    expect(records).toEqual([{ actor: "intruder" }]);
  });

  it("is the application role's and the owner's alone, and every such function has a fixed search path", async () => {
    const rows = await store.query(
      `SELECT proname AS name, proconfig AS settings,
              ARRAY(SELECT CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END
                    FROM aclexplode(proacl) acl WHERE acl.privilege_type = 'EXECUTE' ORDER BY 1) AS callers
       FROM pg_proc WHERE pronamespace = 'cs'::regnamespace AND prosecdef ORDER BY 1`,
    );
    const path = "search_path=pg_catalog, pg_temp";
    for (const row of rows) expect(row).toMatchObject({ settings: expect.arrayContaining([path]) });
    expect(rows).toContainEqual(
      expect.objectContaining({ name: "prune_audit_entries", callers: ["test_application", "test_owner"] }),
    );
  });
});
