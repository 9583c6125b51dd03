import {
  applicationRole,
  databaseVariables,
  type McpConnection,
  openFaultProxy,
  useTestStore,
  useWorkbench,
} from "@cs/testing";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FailureOutput } from "./fixtures.ts";
import { holdOffice } from "./hold-office.ts";
import { withAccountsLocked } from "./lock-accounts.ts";
import type { ClientPage } from "./pages.ts";

const store = useTestStore();
holdOffice(store);
const bench = useWorkbench();
let connection: McpConnection;

beforeAll(async () => {
  await store.run("register_client", { clientName: "Survivor" });
});
beforeEach(async () => {
  connection = await bench.connect(databaseVariables(store.urls));
});

/** Ends every connection of the application, as a restart of the database does, and waits until they are gone. */
async function endBackends(): Promise<number> {
  const rows = await store.query(
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND usename = $1",
    [applicationRole],
  );
  return rows.length;
}

describe("when the database goes away", () => {
  it("and comes back between two calls, the next call works", async () => {
    expect(await connection.call<ClientPage>("list_clients")).toMatchObject({ total: 1 });
    expect(await endBackends()).toBeGreaterThan(0);
    // The server may learn of it by this very call.
    const next = await connection.ask<FailureOutput>("list_clients");
    if (next.isError) expect(next.output.error).toMatchObject({ code: "persistence", retryable: true });
    expect(await connection.call<ClientPage>("list_clients")).toMatchObject({ total: 1 });
  });

  it("in the middle of a call, the call fails as retryable and nothing of it is stored", async () => {
    const blocked = await withAccountsLocked(store, async (lock) => {
      const call = connection.ask<FailureOutput>("register_client", { clientName: "Interrupted" });
      await store.query("SELECT pg_terminate_backend($1)", [await lock.hangingCall()]);
      return call;
    });
    expect(blocked).toMatchObject({ isError: true, output: { error: { code: "persistence", retryable: true } } });
    expect(await connection.call("list_clients", { search: "Interrupted" })).toMatchObject({ total: 0 });
  });

  it("a call during the outage fails as retryable and names no inner detail; afterwards calls work again", async () => {
    const proxy = await openFaultProxy(store.urls.applicationUrl);
    const cutOff = await bench.connect({ DATABASE_URL: proxy.url });
    expect(await cutOff.call<ClientPage>("list_clients")).toMatchObject({ total: 1 });
    await proxy.set({ kind: "refuse" });
    for (const name of ["list_clients", "list_clients"]) {
      const { isError, output, text } = await cutOff.ask<FailureOutput>(name);
      expect(isError).toBe(true);
      expect(output.error).toMatchObject({
        code: "persistence",
        retryable: true,
        hint: expect.stringMatching(/again/),
      });
      expect(text).not.toMatch(/ECONN|127\.0\.0\.1|SELECT|test_application/);
    }
    await proxy.set({ kind: "pass" });
    expect(await cutOff.call<ClientPage>("list_clients")).toMatchObject({ total: 1 });
    await proxy.close();
  });
});
