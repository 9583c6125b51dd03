import { createMemoryCache } from "@cs/persistence";
import { build, statementsOf, useTestStore } from "@cs/testing";
import { expect, it } from "vitest";
import { createExecutor, localPrincipal, operations } from "../src/index.ts";

const store = useTestStore({ asOf: "2024-06-30" });

it("every table that a cached answer is computed from counts its writes", async () => {
  await store.persistence.write(store.tenantId, (tx) => tx.facts.write("customers", "crm", [build.customer()]));
  const [clientId] = await store.persistence.read(store.tenantId, (tx) => tx.accounts.idsAfter(null, 1));
  const calls: Record<string, object> = { get_client_overview: { clientId }, list_clients: {} };
  const cached = operations.filter((operation) => operation.cached !== null).map(({ name }) => name);
  expect(Object.keys(calls).toSorted()).toEqual(cached.toSorted());

  const executor = createExecutor({ persistence: store.persistence, operations, cache: createMemoryCache() });
  const statements = await statementsOf(async () => {
    for (const [name, input] of Object.entries(calls))
      await executor.execute(name, input, localPrincipal(store.tenantId));
  });
  const read = statements.flatMap((text) =>
    [...text.matchAll(/\b(?:from|join)\s+"?cs"?\."?(\w+)/gi)].map(([, table]) => table),
  );
  expect(new Set(read).size).toBeGreaterThan(10);
  const counting = await store.query<{ table: string }>(
    "SELECT tgrelid::regclass::text AS table FROM pg_trigger WHERE tgname = 'note_write' AND tgenabled = 'O'",
  );
  expect(counting.map(({ table }) => table)).toEqual(
    expect.arrayContaining([...new Set(read)].map((name) => `cs.${name}`)),
  );
});
