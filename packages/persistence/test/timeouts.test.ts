import { ConfigurationError } from "@cs/models";
import { asSuperuser, build, type FaultProxy, openFaultProxy, until, useTestStore } from "@cs/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPersistence, type Persistence, type PoolOptions } from "../src/index.ts";
import { clientIdOf, deliver } from "./fixtures.ts";

const store = useTestStore();
let proxy: FaultProxy;
const opened: Persistence[] = [];
beforeEach(async () => {
  proxy = await openFaultProxy(store.urls.applicationUrl);
});
afterEach(async () => {
  await proxy.set({ kind: "pass" });
  for (const persistence of opened.splice(0)) await persistence.close();
  await proxy.close();
});

/** A store with one connection through the proxy, and bounds of which one is short. */
function open(timeouts: PoolOptions["timeouts"]): Persistence {
  const persistence = createPersistence({ url: proxy.url, size: 1, timeouts });
  opened.push(persistence);
  return persistence;
}

const countAccounts = (persistence: Persistence) => persistence.read("default", (tx) => tx.accounts.count());

/** Runs `work` while somebody else keeps the accounts locked. */
const whileLocked = (work: () => Promise<void>) =>
  asSuperuser(store.urls.superuserUrl, async (client) => {
    await client.query("BEGIN; LOCK TABLE cs.accounts IN ACCESS EXCLUSIVE MODE");
    await work();
  });

const nothingChanged = { code: "persistence", retryable: true, hint: expect.stringMatching(/^Nothing was changed/) };

describe("a call that waits too long", () => {
  it("for a statement fails, and the connection serves the next call", async () => {
    const persistence = open({ statement: 500 });
    await whileLocked(async () => {
      const message = "The database stopped a statement that took too long.";
      await expect(countAccounts(persistence)).rejects.toMatchObject({ ...nothingChanged, message });
    });
    expect(await countAccounts(persistence)).toBe(0);
    expect(proxy.counts.connections).toBe(1);
  });

  it("for a lock fails, and the connection serves the next call", async () => {
    const persistence = open({ lock: 100 });
    await whileLocked(async () => {
      const message = "Another call kept the data locked for too long.";
      await expect(countAccounts(persistence)).rejects.toMatchObject({ ...nothingChanged, message });
    });
    expect(await countAccounts(persistence)).toBe(0);
    expect(proxy.counts.connections).toBe(1);
  });

  it("for a connection that others use fails; theirs does not", async () => {
    const persistence = open({ acquire: 1000 });
    const [first, second] = await persistence.read("default", async (tx) => {
      const refused = countAccounts(persistence).catch((error: unknown) => error);
      return [await tx.accounts.count(), await refused];
    });
    expect(first).toBe(0);
    expect(second).toMatchObject({ ...nothingChanged, message: "No database connection became free in time." });
    expect(await countAccounts(persistence)).toBe(0);
  });

  it("for a server that accepts and never answers fails, and works when the server does", async () => {
    const persistence = open({ acquire: 1000 });
    await proxy.set({ kind: "blackHole" });
    const message = "The database could not be reached.";
    await expect(countAccounts(persistence)).rejects.toMatchObject({ ...nothingChanged, message });
    await proxy.set({ kind: "pass" });
    expect(await countAccounts(persistence)).toBe(0);
  });

  it.each(["first", "second"])(
    "for an answer fails, when the server falls silent before the %s call",
    async (which) => {
      const persistence = open({ statement: 400, silence: 500 });
      if (which === "second") await countAccounts(persistence);
      const silent = persistence.read("default", async (tx) => {
        await proxy.set({ kind: "blackHole" });
        return tx.accounts.count();
      });
      const message = "The database did not answer in time.";
      await expect(silent).rejects.toMatchObject({ ...nothingChanged, message });
      await proxy.set({ kind: "pass" });
      expect(await countAccounts(persistence)).toBe(0);
      expect(proxy.counts.connections).toBe(2);
    },
  );

  it("for the answer to the begin of its transaction fails, and never uses that connection again", async () => {
    const persistence = open({ statement: 400, silence: 500 });
    await countAccounts(persistence);
    await proxy.set({ kind: "blackHole" });
    await expect(countAccounts(persistence)).rejects.toMatchObject(nothingChanged);
    await proxy.set({ kind: "pass" });
    expect(await countAccounts(persistence)).toBe(0);
    expect(proxy.counts.connections).toBe(2);
  });
});

describe("a bound on silence", () => {
  it.each([
    [{ silence: 30_000 }, "30000 ms) must be longer than timeouts.statement (30000 ms)"],
    [{ statement: 500, silence: 499 }, "499 ms) must be longer than timeouts.statement (500 ms)"],
    [{ statement: 0, silence: 1000 }, "1000 ms) must be longer than timeouts.statement (no bound)"],
  ])("that would end statements which may still run is refused: %j", (timeouts, message) => {
    expect(() => open(timeouts)).toThrow(message);
    expect(() => open(timeouts)).toThrow(ConfigurationError);
  });

  it.each([{ statement: 60_000 }, { statement: 0 }, { statement: 500, silence: 501 }, { silence: 0 }])(
    "follows the one on statements, or is longer, or none: %j",
    async (timeouts) => {
      expect(await countAccounts(open(timeouts))).toBeGreaterThanOrEqual(0);
    },
  );
});

describe("a transaction that is left open too long", () => {
  /** Waits until the database has ended the transaction. */
  const left = () =>
    until(async () => {
      const openOnes = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'";
      return (await store.query(openOnes)).length === 0;
    });
  const ended = { ...nothingChanged, message: "The database ended a transaction that was left open for too long." };

  it.each([
    ["before its next statement", true],
    ["before its commit", false],
  ])("%s is ended, and leaves nothing behind", async (_, continues) => {
    const persistence = open({ idleInTransaction: 300 });
    const writing = persistence.write("default", async (tx) => {
      await tx.facts.write("customers", "crm", [build.customer({ externalId: "A-late" })]);
      await left();
      if (continues) await tx.accounts.count();
    });
    await expect(writing).rejects.toMatchObject(ended);
    await expect(clientIdOf(persistence, "A-late")).rejects.toThrow("there is no customer");
    expect(proxy.counts.connections).toBe(2);
  });

  it("is none that works, however long it takes as a whole", async () => {
    const persistence = open({ idleInTransaction: 500, statement: 500, lock: 500, silence: 600 });
    await proxy.set({ kind: "latency", toServer: 30, toClient: 30 });
    await deliver(persistence, { customers: [build.customer({ externalId: "A-slow" })] });
    expect(await clientIdOf(persistence, "A-slow")).toMatch(/^cs_/);
  });
});
