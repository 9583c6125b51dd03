import { createHash } from "node:crypto";
import { databaseVariables, useTestStore, useWorkbench } from "@cs/testing";
import { expect, it } from "vitest";

const store = useTestStore();
const bench = useWorkbench();
const cs = (...args: string[]) => bench.run("cs", ["api-key", ...args], databaseVariables(store.urls));

it("cs api-key creates a key, shows it once, lists it, revokes it and leaves entries in the audit log", async () => {
  const created = await cs("create", "ci", "--scope", "cs:read", "cs:write");
  const key = created.stdout.trim();
  expect(key).toMatch(/^csk_[\w-]{43}$/);
  const hash = createHash("sha256").update(key).digest("hex");
  expect(await store.query("SELECT name, key_hash AS hash FROM cs.api_keys")).toEqual([{ name: "ci", hash }]);
  const list = await cs("list");
  expect(list.stdout).toMatch(/^ci +in force +\d{4}-\d\d-\d\d +never +cs:read cs:write$/m);
  expect(list.stdout + list.stderr + created.stderr).not.toContain(key);
  expect((await cs("revoke", "ci")).stdout).toBe("Revoked the key ci.\n");
  expect(JSON.parse((await cs("list", "--json")).stdout)).toMatchObject({
    keys: [{ name: "ci", revokedAt: expect.any(String) }],
  });
  const entries = await store.query("SELECT operation, changes::text FROM cs.audit_entries ORDER BY occurred_at");
  expect(entries).toMatchObject([{ operation: "create_api_key" }, { operation: "revoke_api_key" }]);
  expect(JSON.stringify(entries)).not.toContain(key);
});

it.each([
  { args: ["create", "ci"], says: /There is or was an API key "ci"/ },
  { args: ["create", "Not A Name"], says: /must be a short lower-case name/ },
  { args: ["create", "x", "--scope", "cs:all"], says: /Allowed choices are cs:read/ },
  { args: ["revoke", "nobody"], says: /No API key "nobody" is in force/ },
])("cs api-key $args is refused", async ({ args, says }) => {
  const { code, stdout, stderr } = await cs(...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(says);
});
