import { ConflictError, NotFoundError } from "@cs/models";
import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { runAsApplication } from "./as-application.ts";
import { fillTenant } from "./fill-tenant.ts";
import { hashOf } from "./fixtures.ts";

const store = useTestStore();
beforeAll(async () => {
  expect(await store.persistence.apiKeys.exist()).toBe(false);
  await fillTenant(store.persistence, "alpha", "ALPHA");
  await fillTenant(store.persistence, "bravo", "BRAVO");
});

const keyOf = async (name: string) => {
  const keys = await store.persistence.read("alpha", (tx) => tx.apiKeys.list());
  return keys.find((key) => key.name === name);
};
const create = (name: string) =>
  store.persistence.write("alpha", (tx) =>
    tx.apiKeys.create({ name, keyHash: hashOf(name), scopes: ["cs:read", "cs:write"], createdBy: "ann" }),
  );

describe("an API key", () => {
  it("is found by its hash, with the tenant and the scopes of its row", async () => {
    const { apiKeys } = store.persistence;
    expect(await apiKeys.find(hashOf("ALPHA"))).toEqual({
      tenantId: "alpha",
      name: "the-same-name",
      scopes: ["cs:read"],
    });
    expect(await apiKeys.find(hashOf("BRAVO"))).toMatchObject({ tenantId: "bravo" });
    expect(await apiKeys.exist()).toBe(true);
  });

  it.each(["", "ALPHA", hashOf("nobody"), "%", "' OR true --"])("is not found by %j", async (hash) => {
    expect(await store.persistence.apiKeys.find(hash)).toBeNull();
  });

  it("says when it was used last, and not before it was", async () => {
    await create("used");
    expect(await keyOf("used")).toMatchObject({ lastUsedAt: null, createdBy: "ann", revokedAt: null });
    await store.persistence.apiKeys.find(hashOf("used"));
    const first = (await keyOf("used"))?.lastUsedAt;
    expect(first).toEqual(expect.any(String));
    await store.persistence.apiKeys.find(hashOf("used"));
    expect((await keyOf("used"))?.lastUsedAt).toBe(first);
  });

  it("is gone from the moment it is revoked, and its name stays taken", async () => {
    await create("short");
    expect(await store.persistence.apiKeys.find(hashOf("short"))).not.toBeNull();
    await store.persistence.write("alpha", (tx) => tx.apiKeys.revoke("short"));
    expect(await store.persistence.apiKeys.find(hashOf("short"))).toBeNull();
    expect(await keyOf("short")).toMatchObject({ revokedAt: expect.any(String) });
    await expect(create("short")).rejects.toThrow(ConflictError);
    await expect(store.persistence.write("alpha", (tx) => tx.apiKeys.revoke("short"))).rejects.toThrow(NotFoundError);
  });

  it("of any tenant cannot be listed by the application role without its tenant", async () => {
    for (const tenantId of [null, "", "nobody"]) {
      await runAsApplication(store, tenantId, async (client) => {
        expect((await client.query("SELECT * FROM cs.api_keys")).rows).toEqual([]);
      });
    }
  });
});
