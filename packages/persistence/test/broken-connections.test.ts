import { build, type FaultProxy, openFaultProxy, useTestStore } from "@cs/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPersistence, type Persistence } from "../src/index.ts";
import { clientIdOf, deliver } from "./fixtures.ts";

const store = useTestStore();
let proxy: FaultProxy;
let persistence: Persistence;
let idleErrors: Error[];
beforeEach(async () => {
  idleErrors = [];
  proxy = await openFaultProxy(store.urls.applicationUrl);
  persistence = createPersistence({ url: proxy.url, size: 1, onIdleError: (error) => idleErrors.push(error) });
});
afterEach(async () => {
  await persistence.close();
  await proxy.close();
});

const countAccounts = () => persistence.read("default", (tx) => tx.accounts.count());
const deliverNew = (externalId: string) => deliver(persistence, { customers: [build.customer({ externalId })] });
const isStored = async (externalId: string) =>
  (await store.query("SELECT FROM cs.external_refs WHERE external_id = $1", [externalId])).length === 1;
const broke = {
  code: "persistence",
  retryable: true,
  message: "The connection to the database broke.",
  hint: expect.stringMatching(/^Nothing was changed/),
};

describe("a connection that breaks", () => {
  it("while nobody uses it is reported, and the next call opens another", async () => {
    await countAccounts();
    await proxy.set({ kind: "reset" });
    await expect.poll(() => idleErrors).toHaveLength(1);
    await proxy.set({ kind: "pass" });
    expect(await countAccounts()).toBe(0);
    expect(proxy.counts).toMatchObject({ connections: 2, open: 1 });
  });

  it.each([0, 20])(
    "in the middle of an answer fails the call, after %i bytes of it, but not the next",
    async (bytes) => {
      const reading = persistence.read("default", async (tx) => {
        await tx.accounts.count();
        await proxy.set({ kind: "resetAfter", direction: "toClient", bytes });
        return tx.accounts.count();
      });
      await expect(reading).rejects.toMatchObject(broke);
      await proxy.set({ kind: "pass" });
      expect(await countAccounts()).toBe(0);
      expect(idleErrors).toEqual([]);
    },
  );

  it("in the middle of a transaction leaves nothing of it behind", async () => {
    const writing = persistence.write("default", async (tx) => {
      await tx.facts.write("customers", "crm", [build.customer({ externalId: "A-half" })]);
      await proxy.set({ kind: "reset" });
      return tx.accounts.count();
    });
    await expect(writing).rejects.toMatchObject(broke);
    await proxy.set({ kind: "pass" });
    await expect(clientIdOf(persistence, "A-half")).rejects.toThrow("there is no customer");
  });

  it("before a call can reach the database tells that it cannot be reached, and later works", async () => {
    await proxy.set({ kind: "refuse" });
    const message = "The database could not be reached.";
    await expect(countAccounts()).rejects.toMatchObject({ ...broke, message });
    await proxy.set({ kind: "pass" });
    expect(await countAccounts()).toBe(0);
  });
});

describe("a connection that breaks while a transaction commits", () => {
  /** Delivers a customer; the network breaks right before the commit is sent. */
  const deliverUnsure = (externalId: string, direction: "toServer" | "toClient") =>
    persistence.write("default", async (tx) => {
      await tx.facts.write("customers", "crm", [build.customer({ externalId })]);
      await proxy.set({ kind: "resetAfter", direction, bytes: 0 });
    });
  const unknown = {
    code: "persistence",
    message: expect.stringMatching(/it is not known whether it did\.$/),
    hint: expect.stringMatching(/^Look first what is stored/),
  };

  it.each([
    { what: "its answer is lost after it was written", direction: "toClient", stored: true },
    { what: "it is lost itself before it was written", direction: "toServer", stored: false },
  ] as const)("says that nobody knows, as when $what", async ({ direction, stored }) => {
    const externalId = `A-${direction}`;
    await expect(deliverUnsure(externalId, direction)).rejects.toMatchObject(unknown);
    await proxy.set({ kind: "pass" });
    await expect.poll(() => isStored(externalId)).toBe(stored);
    expect(await deliverNew(externalId)).toMatchObject([{ status: stored ? "unchanged" : "inserted" }]);
  });

  it("has its answer already when the transaction only reads; the next call opens another connection", async () => {
    const reading = persistence.read("default", async (tx) => {
      const accounts = await tx.accounts.count();
      await proxy.set({ kind: "resetAfter", direction: "toClient", bytes: 0 });
      return accounts;
    });
    await expect(reading).resolves.toBeTypeOf("number");
    await expect.poll(() => idleErrors).toHaveLength(1);
    await proxy.set({ kind: "pass" });
    expect(await countAccounts()).toBe(await reading);
  });
});
