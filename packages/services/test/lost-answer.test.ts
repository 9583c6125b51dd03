import { createPersistence, type Persistence } from "@cs/persistence";
import { type Fault, type FaultProxy, openFaultProxy, useTestStore } from "@cs/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createExecutor, type Executor, failureOf, localPrincipal, operations } from "../src/index.ts";

const store = useTestStore();
let proxy: FaultProxy;
let persistence: Persistence;
/** Its network breaks once, after the work of a call and before its commit. */
let executor: Executor;
let fault: Fault | undefined;

beforeAll(async () => {
  proxy = await openFaultProxy(store.urls.applicationUrl);
  persistence = createPersistence({ url: proxy.url, size: 1 });
  const breaking: Persistence = {
    ...persistence,
    write: (tenantId, work) =>
      persistence.write(tenantId, async (tx) => {
        const result = await work(tx);
        if (fault) await proxy.set(fault);
        fault = undefined;
        return result;
      }),
  };
  executor = createExecutor({ persistence: breaking, operations });
});
afterAll(async () => {
  await persistence.close();
  await proxy.close();
});

const run = (name: string, input: object) => executor.execute(name, input, localPrincipal(store.tenantId));

/** What the caller is told whose commit goes wrong. */
async function failureUnder(next: Fault, name: string, input: object) {
  fault = next;
  const error = await run(name, input).catch((reason: unknown) => reason);
  await proxy.set({ kind: "pass" });
  return failureOf(error, "r");
}

const unknown = {
  code: "persistence",
  message: expect.stringMatching(/it is not known whether it did\.$/),
  hint: expect.stringMatching(/same idempotencyKey/),
  retryable: true,
};

describe("a call without a key whose commit is lost", () => {
  it("does not claim that it can be repeated", async () => {
    const lost: Fault = { kind: "resetAfter", direction: "toServer", bytes: 0 };
    expect(await failureUnder(lost, "register_client", { clientName: "Keyless" })).toMatchObject({
      ...unknown,
      hint: expect.stringMatching(/^Look first what is stored\./),
      retryable: false,
    });
  });
});

describe.each([
  ["lost itself", "toServer"],
  ["answered, and the answer is lost", "toClient"],
] as const)("a call whose commit is %s", (_, direction) => {
  const lost: Fault = { kind: "resetAfter", direction, bytes: 0 };

  it("registers one account when it is repeated with its key", async () => {
    const input = { clientName: `Once ${direction}`, idempotencyKey: `register-${direction}` };
    expect(await failureUnder(lost, "register_client", input)).toMatchObject(unknown);
    expect(await run("register_client", input)).toMatchObject({ created: true, client: { version: 1 } });
    const stored = await store.query("SELECT FROM cs.accounts WHERE client_name = $1", [input.clientName]);
    expect(stored).toHaveLength(1);
  });

  it("changes an account once when it is repeated with its key", async () => {
    const { client } = await run("register_client", { clientName: "Changed" });
    const { clientId } = client as { clientId: string };
    const key = { idempotencyKey: `update-${direction}` };
    const input = { clientId, expectedVersion: 1, patch: { csm: "CSM East" }, reason: "r", ...key };
    expect(await failureUnder(lost, "update_client_info", input)).toMatchObject(unknown);
    expect(await run("update_client_info", input)).toMatchObject({ client: { csm: "CSM East", version: 2 } });
    const entries = "SELECT FROM cs.audit_entries WHERE operation = 'update_client_info' AND client_id = $1";
    expect(await store.query(entries, [clientId])).toHaveLength(1);
  });
});
