import { build, useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { clientIdOf, deliver } from "./fixtures.ts";

const store = useTestStore();
beforeAll(async () => {
  await deliver(store.persistence, { customers: [build.customer()] });
});

describe("a read transaction", () => {
  it("is refused by PostgreSQL as soon as anything in it writes", async () => {
    // A policy is part of every query: with a function in it that writes, reading an account writes a row.
    await store.query("CREATE TABLE public.probe (at timestamptz)");
    await store.query(`
      CREATE FUNCTION public.write_probe() RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER
      AS 'BEGIN INSERT INTO public.probe VALUES (now()); RETURN true; END'`);
    await store.query("CREATE POLICY probing ON cs.accounts AS RESTRICTIVE USING (public.write_probe())");
    const count = { read: store.persistence.read, write: store.persistence.write };
    await expect(count.write("default", (tx) => tx.accounts.count())).resolves.toBe(1);
    await expect(count.read("default", (tx) => tx.accounts.count())).rejects.toMatchObject({ code: "25006" });
    await store.query("DROP POLICY probing ON cs.accounts");
    expect(await store.query("SELECT count(*)::int AS rows FROM public.probe")).toEqual([{ rows: 1 }]);
  });

  it("sees one state of the data, whatever others commit meanwhile", async () => {
    const seen = await store.persistence.read("default", async (tx) => {
      const before = await tx.accounts.count();
      await deliver(store.persistence, { customers: [build.customer({ externalId: "A-2" })] });
      return [before, await tx.accounts.count()];
    });
    expect(seen).toEqual([1, 1]);
    expect(await store.persistence.read("default", (tx) => tx.accounts.count())).toBe(2);
  });

  it("has no method that writes", async () => {
    const parts = await store.persistence.read("default", async (tx) => ({
      names: Object.keys(tx).toSorted(),
      accounts: Object.keys(tx.accounts),
    }));
    expect(parts.names).toEqual([
      "accounts",
      "apiKeys",
      "audit",
      "backtests",
      "churn",
      "messages",
      "milestones",
      "outbox",
      "overrides",
      "permissions",
      "planOnce",
      "queries",
      "remoteContacts",
      "remoteTickets",
      "reports",
      "rescoring",
      "risks",
      "scorecards",
      "segments",
      "snapshots",
      "syncs",
      "templates",
      "tenants",
      "tickets",
    ]);
    expect(parts.accounts).not.toContain("update");
  });
});

describe("a write transaction", () => {
  it("leaves nothing behind when its work throws", async () => {
    const failing = store.persistence.write("default", async (tx) => {
      await tx.facts.write("customers", "crm", [build.customer({ externalId: "A-lost" })]);
      await tx.facts.extendCoverage({ source: "lost", kind: "usage", from: "2024-01-01", to: null });
      await tx.outbox.add({ destination: "events", key: "lost", type: "test", payload: {} });
      throw new Error("stop here");
    });
    await expect(failing).rejects.toThrow("stop here");
    await expect(clientIdOf(store.persistence, "A-lost")).rejects.toThrow("there is no customer");
    expect(await store.persistence.read("default", (tx) => tx.queries.hasDelivered("lost"))).toBe(false);
    expect(await store.query("SELECT FROM cs.outbox")).toEqual([]);
  });
});
