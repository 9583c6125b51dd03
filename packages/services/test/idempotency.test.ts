import { createPersistence } from "@cs/persistence";
import { useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { createExecutor, ensureTenant, localPrincipal, operations } from "../src/index.ts";

const store = useTestStore({ asOf: "2024-06-30" });

const register = (clientName: string, idempotencyKey: string, part: object = {}) =>
  store.run("register_client", { clientName, idempotencyKey, ...part });
const accountsNamed = (name: string) => store.query("SELECT 1 FROM cs.accounts WHERE client_name = $1", [name]);

describe("an idempotency key", () => {
  it("gives the first answer again after the product was started anew", async () => {
    const first = await register("Restarted", "key-restart");
    const persistence = createPersistence({ url: store.urls.applicationUrl, size: 1 });
    const executor = createExecutor({ persistence, operations, asOf: "2024-07-01" });
    const call = { ...localPrincipal(store.tenantId), actor: "somebody else" };
    const again = await executor.execute(
      "register_client",
      { idempotencyKey: "key-restart", clientName: "Restarted" },
      call,
    );
    await persistence.close();
    expect(again).toEqual(first);
    expect(await accountsNamed("Restarted")).toHaveLength(1);
  });

  it("gives the first answer even when the account changed since", async () => {
    const first = await register("Changed", "key-changed");
    const { clientId } = first["client"] as { clientId: string };
    await store.run("update_client_info", { clientId, expectedVersion: 1, patch: { csm: "Lee" }, reason: "r" });
    expect(await register("Changed", "key-changed")).toEqual(first);
  });

  it("with other arguments is a conflict and writes nothing", async () => {
    await register("Mine", "key-conflict");
    await expect(register("Yours", "key-conflict")).rejects.toMatchObject({
      code: "conflict",
      field: "idempotencyKey",
    });
    expect(await accountsNamed("Yours")).toEqual([]);
  });

  it("treats a default that is left out and one that is written as the same arguments", async () => {
    const first = await register("Default", "key-default");
    expect(await register("Default", "key-default", { domains: [], customerSince: null })).toEqual(first);
  });

  it("stays unused when the call fails, and works afterwards", async () => {
    const clientId = `cs_${"0".repeat(26)}`;
    const failing = store.run("update_client_info", {
      clientId,
      expectedVersion: 1,
      patch: { csm: "Lee" },
      reason: "r",
      idempotencyKey: "key-failed",
    });
    await expect(failing).rejects.toMatchObject({ code: "not_found" });
    expect(await store.query("SELECT 1 FROM cs.idempotency_keys WHERE key = 'key-failed'")).toEqual([]);
    const { client } = await register("Afterwards", "key-other");
    const update = { expectedVersion: 1, patch: { csm: "Lee" }, reason: "r", idempotencyKey: "key-failed" };
    const found = await store.run("update_client_info", {
      clientId: (client as { clientId: string }).clientId,
      ...update,
    });
    expect(found).toMatchObject({ client: { csm: "Lee", version: 2 } });
  });

  it("makes a repeated update succeed that without it would be a conflict", async () => {
    const { client } = await register("Repeated", "key-repeated");
    const { clientId } = client as { clientId: string };
    const input = { clientId, expectedVersion: 1, patch: { csm: "Lee" }, reason: "r" };
    const keyed = { ...input, idempotencyKey: "key-update" };
    const answers = await Promise.all([1, 2, 3].map(() => store.run("update_client_info", keyed)));
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    await expect(store.run("update_client_info", input)).rejects.toMatchObject({ code: "conflict" });
  });

  it("belongs to one operation and one tenant", async () => {
    await register("Tenant one", "key-shared");
    await ensureTenant(store.persistence, "other");
    const call = { tenantId: "other" };
    const there = await store.run("register_client", { clientName: "Tenant two", idempotencyKey: "key-shared" }, call);
    expect(there).toMatchObject({ created: true, client: { clientName: "Tenant two" } });
  });

  it.each(["short", "x".repeat(201)])("that is too short or too long is refused", async (key) => {
    await expect(register("Key", key)).rejects.toMatchObject({ code: "invalid_input", field: "idempotencyKey" });
  });

  it("is no input of an operation that only reads", async () => {
    const reading = store.run("list_clients", { idempotencyKey: "key-reading" });
    await expect(reading).rejects.toMatchObject({ code: "invalid_input", field: "idempotencyKey" });
  });
});

describe("a call that is cancelled", () => {
  it("writes nothing, before or during its work", async () => {
    const input = { clientName: "Cancelled" };
    await expect(store.run("register_client", input, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(await accountsNamed("Cancelled")).toEqual([]);
  });
});
