import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { databaseVariables, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";

const store = useTestStore();
const bench = useWorkbench();
let folder: string;
beforeAll(async () => {
  folder = await bench.folder();
  for (const clientName of ["Acme", "Bolt"]) await store.run("register_client", { clientName });
});
const cs = (...args: string[]) => bench.run("cs", ["audit", ...args], databaseVariables(store.urls));

describe("cs audit", () => {
  it("seals and finds the log whole; a checkpoint keeps its end outside of the database", async () => {
    expect(JSON.parse((await cs("verify", "--json")).stdout)).toMatchObject({ sealed: 0, unsealed: 2, faultCount: 0 });
    expect((await cs("seal")).stdout).toBe("Sealed 2 entries of the audit log.\n");
    const file = join(folder, "checkpoint.json");
    const { code, stdout } = await cs("verify", "--checkpoint", file);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^2 entries sealed, 0 pruned, 0 not sealed yet\n.*\nThe audit log is whole\.\n$/);
    const [seal] = await store.query<{ hash: string }>(
      "SELECT seal_hash AS hash FROM cs.audit_seals WHERE position = 2",
    );
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual({
      tenantId: "default",
      position: 2,
      sealHash: seal?.hash,
    });
    expect(await readdir(folder)).toEqual(["checkpoint.json"]);
  });

  it("refuses a checkpoint that is none or of another tenant", async () => {
    const file = join(folder, "other.json");
    for (const [content, says] of [
      ["{}", /is no checkpoint/],
      [JSON.stringify({ tenantId: "x", position: 0, sealHash: "0".repeat(64) }), /is of the tenant x/],
    ] as const) {
      await writeFile(file, content);
      const { code, stderr } = await cs("verify", "--checkpoint", file);
      expect(code).toBe(1);
      expect(stderr).toMatch(says);
      expect(await readFile(file, "utf8")).toBe(content);
    }
  });

  it("prunes nothing that is young", async () => {
    expect((await cs("prune")).stdout).toBe("Removed 0 entries older than 90 days.\n");
  });

  it("ends with exit code 1 on a fault, says which, and leaves the checkpoint as it was", async () => {
    const file = join(folder, "checkpoint.json");
    const before = await readFile(file, "utf8");
    await store.query("DELETE FROM cs.audit_seals WHERE position = 2");
    await store.query("UPDATE cs.audit_entries SET actor = 'x' WHERE audit_id = (SELECT audit_id FROM cs.audit_seals)");
    const { code, stdout } = await cs("verify", "--checkpoint", file);
    expect(code).toBe(1);
    expect(stdout).toMatch(/position 1, aud_\w+: the entry is not what was sealed/);
    expect(stdout).toMatch(
      /position 2: the chain ends before the checkpoint\nThe audit log is not whole; faults: 2\.\n$/,
    );
    expect(await readFile(file, "utf8")).toBe(before);
    const pruned = await cs("prune");
    expect(pruned.code).toBe(1);
    expect(pruned.stderr).toMatch(/The audit log is not whole \(faults: 1\): nothing was removed/);
  });
});
