import { databaseVariables, useTestStore, useWorkbench } from "@cs/testing";
import { describe, expect, it } from "vitest";

const bench = useWorkbench();
const store = useTestStore();
const cs = (...args: string[]) => bench.run("cs", ["tenant", ...args], databaseVariables(store.urls));
const entries = () =>
  store.query("SELECT actor, changes FROM cs.audit_entries WHERE operation = 'set_time_zone' ORDER BY occurred_at");

describe("cs tenant", () => {
  it("shows the tenant, and sets its time zone with an entry in the audit log", async () => {
    expect((await cs("show")).stdout).toMatch(/^Tenant +default\n(.*\n)*Time zone +UTC\n/);
    const set = await cs("set", "--time-zone", "europe/berlin", "--json");
    expect(JSON.parse(set.stdout)).toMatchObject({ tenantId: "default", timeZone: "Europe/Berlin" });
    expect(JSON.parse((await cs("show", "--json")).stdout)).toMatchObject({ timeZone: "Europe/Berlin" });
    const change = { field: "timeZone", before: "UTC", after: "Europe/Berlin" };
    expect(await entries()).toEqual([{ actor: "local", changes: [change] }]);
    expect((await cs("set", "--time-zone", "Europe/Berlin")).code).toBe(0);
    expect(await entries()).toHaveLength(1);
  });

  it("refuses a zone that does not exist and suggests one that does", async () => {
    const { code, stderr } = await cs("set", "--time-zone", "Europe/Berln");
    expect(code).toBe(1);
    expect(stderr).toContain('There is no time zone "Europe/Berln".');
    expect(stderr).toContain('Did you mean "Europe/Berlin"?');
  });
});
