import { applicationRole, build, type FaultProxy, openFaultProxy, rounds, useTestStore } from "@cs/testing";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createPool } from "../../src/connection/pool.ts";
import type { ReadTransaction } from "../../src/index.ts";
import { type Persistence, persistenceOver } from "../../src/transaction/persistence.ts";
import { deliver } from "../fixtures.ts";

vi.setConfig({ testTimeout: rounds({ ci: 90_000, soak: 1_800_000 }) });

const store = useTestStore();
let proxy: FaultProxy;
let pool: pg.Pool;
let persistence: Persistence;
/** Disturbs the one connection from outside. */
let operator: pg.Client;

/** Customers of each tenant; their number tells whose data is seen. */
const customersOf = { alpha: 1, beta: 2 } as const;
type TenantId = keyof typeof customersOf;

beforeAll(async () => {
  proxy = await openFaultProxy(store.urls.applicationUrl);
  pool = createPool({ url: proxy.url, size: 1, timeouts: { statement: 99, silence: 100 }, pipeline: true });
  persistence = persistenceOver(pool);
  operator = new pg.Client({ connectionString: store.urls.superuserUrl });
  await operator.connect();
  for (const [tenantId, count] of Object.entries(customersOf)) {
    await store.persistence.write(tenantId, (tx) =>
      tx.tenants.ensure({ name: tenantId, timeZone: "UTC", reportingCurrency: "USD" }),
    );
    const customers = Array.from({ length: count }, (_, index) =>
      build.customer({ externalId: `${tenantId} ${index}` }),
    );
    await deliver(store.persistence, { customers }, tenantId);
  }
});
afterAll(async () => {
  await persistence.close();
  await operator.end();
  await proxy.close();
});

/** Has the operator cancel a statement, or end the session, while statements run one after the other. */
async function disturb(tx: ReadTransaction, action: "pg_cancel_backend" | "pg_terminate_backend"): Promise<void> {
  const sessions = "FROM pg_stat_activity WHERE datname = current_database() AND usename = $1";
  let done = false;
  const disturbed = operator.query(`SELECT ${action}(pid) ${sessions}`, [applicationRole]).then(() => {
    done = true;
  });
  try {
    while (!done) await tx.accounts.count();
  } finally {
    await disturbed;
  }
}

/** What goes wrong in the middle of a transaction, by name. */
const faults: Record<string, (tx: ReadTransaction, bytes: number) => unknown> = {
  nothing: () => {},
  "an error of the work": () => {
    throw new Error("thrown by the work");
  },
  "an error of PostgreSQL": (tx) => tx.accounts.get("\0"),
  "an error of PostgreSQL that the work hides": (tx) => tx.accounts.get("\0").catch(() => {}),
  "a statement left running": (tx) => {
    void tx.accounts.count().catch(() => {});
    throw new Error("thrown by the work");
  },
  "a cancelled statement": (tx) => disturb(tx, "pg_cancel_backend"),
  "an ended session": (tx) => disturb(tx, "pg_terminate_backend"),
  "a reset": () => proxy.set({ kind: "reset" }),
  "a reset in an answer": (_, bytes) => proxy.set({ kind: "resetAfter", direction: "toClient", bytes }),
  "a reset in a question": (_, bytes) => proxy.set({ kind: "resetAfter", direction: "toServer", bytes }),
  silence: () => proxy.set({ kind: "blackHole" }),
};

const call = fc.record({
  tenantId: fc.constantFrom<TenantId>("alpha", "beta"),
  mode: fc.constantFrom("read", "write"),
  fault: fc.constantFrom(...Object.keys(faults)),
  bytes: fc.nat(300),
  early: fc.boolean(),
});

/** What the next user of the connection finds on it. A connection may have broken a moment ago, and then once more. */
async function foundOnConnection(attempts = 3): Promise<unknown> {
  try {
    const { rows } = await pool.query<{ tenant: string; open: boolean }>(
      "SELECT coalesce(current_setting('cs.tenant_id', true), '') AS tenant, now() <> statement_timestamp() AS open",
    );
    return rows[0];
  } catch (error) {
    if (attempts === 1) throw error;
    return foundOnConnection(attempts - 1);
  }
}

describe("two tenants on a pool of one connection", () => {
  // Two calls a round.
  it("never meet, whatever goes wrong in their transactions", async () => {
    const finished: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(call, async ({ tenantId, mode, fault, bytes, early }) => {
        const work = async (tx: ReadTransaction) => {
          const before = early ? customersOf[tenantId] : await tx.accounts.count();
          await faults[fault]?.(tx, bytes);
          return [before, await tx.accounts.count()];
        };
        const other = tenantId === "alpha" ? "beta" : "alpha";
        const first = mode === "read" ? persistence.read(tenantId, work) : persistence.write(tenantId, work);
        // Waits for the connection and gets it as soon as it is free.
        const second = persistence.read(other, (tx) => tx.accounts.count());
        const [seen, seenByOther] = await Promise.allSettled([
          first.finally(() => proxy.set({ kind: "pass" })),
          second,
        ]);
        const expected = customersOf[tenantId];
        if (seen.status === "fulfilled") expect(seen.value).toEqual([expected, expected]);
        if (seenByOther.status === "fulfilled") expect(seenByOther.value).toBe(customersOf[other]);
        expect(await foundOnConnection()).toEqual({ tenant: "", open: false });
        const outcome = `${fault}: ${seen.status}`;
        finished[outcome] = (finished[outcome] ?? 0) + 1;
      }),
      { numRuns: rounds({ ci: 250, soak: 5000 }) },
    );
    // Every fault was met, and those that must fail did.
    for (const fault of Object.keys(faults)) {
      const outcomes = Object.keys(finished).filter((outcome) => outcome.startsWith(`${fault}: `));
      expect(outcomes, fault).not.toEqual([]);
    }
    expect(finished["nothing: fulfilled"]).toBeGreaterThan(0);
    for (const fault of ["an error of the work", "an error of PostgreSQL", "a reset", "silence"])
      expect(finished[`${fault}: fulfilled`], fault).toBeUndefined();
  });
});
