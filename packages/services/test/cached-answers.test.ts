import { type Cache, createMemoryCache, createPersistence, openRedisCache, type Persistence } from "@cs/persistence";
import { build, describeRedis, statementsOf, useRedis, useTestStore } from "@cs/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Call, createExecutor, type Executor, ensureTenant, localPrincipal, operations } from "../src/index.ts";

const asOf = "2024-06-30";

interface CacheUnderTest {
  open(): Cache | Promise<Cache>;
  /** How often an account's answer is loaded again after a write that was lost before it took place. */
  readonly loadsAfterLostWrite: number;
}

/** An executor over a cache, next to one without, on one store. */
function answersAsWithout({ open, loadsAfterLostWrite }: CacheUnderTest): void {
  const store = useTestStore({ asOf });
  let cache: Cache;
  let persistence: Persistence;
  let cached: Executor;
  let clientId: string;
  let loads: number;
  beforeEach(async () => {
    loads = 0;
    cache = await open();
    persistence = createPersistence({
      url: store.urls.applicationUrl,
      onChanged: (tenantId, changes) => cache.forget(tenantId, changes),
    });
    const counting: Cache = {
      ...cache,
      through: (question, load) =>
        cache.through(question, () => {
          loads += 1;
          return load();
        }),
    };
    cached = createExecutor({ persistence, operations, asOf, cache: counting });
    const { client } = await run("register_client", { clientName: `Acme ${Math.random()}` });
    ({ clientId } = client as { clientId: string });
  });
  afterEach(async () => {
    await persistence.close();
    await cache.close();
  });

  const run = (name: string, input: object, call: Partial<Call> = {}) =>
    cached.execute(name, input, { ...localPrincipal(store.tenantId), ...call });
  const overview = (call?: Partial<Call>) => run("get_client_overview", { clientId }, call);
  const list = (call?: Partial<Call>) => run("list_clients", {}, call);

  it("gives an answer again that is stored, whoever asks", async () => {
    for (const ask of [overview, list]) {
      const first = await ask();
      const before = loads;
      expect(await ask({ actor: "another" })).toEqual(first);
      expect(loads).toBe(before);
    }
  });

  it("computes the totals of a list once for all of its pages", async () => {
    for (const name of ["B", "C"]) await run("register_client", { clientName: `${name} ${Math.random()}` });
    const whole = await store.run("list_clients", {});
    const statements = await statementsOf(async () => {
      for (let cursor: unknown, pages = 0; cursor !== null; pages += 1) {
        const page = await run("list_clients", { limit: 1, ...(pages > 0 && { cursor }) });
        expect(page).toMatchObject({ total: whole["total"], byBand: whole["byBand"] });
        cursor = page["nextCursor"];
      }
    });
    expect(statements.filter((text) => text.includes("WITH filtered AS"))).toHaveLength(1);
  });

  it("answers those who ask at the same time as if each had asked alone", async () => {
    const { client } = await run("register_client", { clientName: "Other" });
    const { clientId: other } = client as { clientId: string };
    const clientIds = [clientId, other, "cs_01arz3ndektsv4rrffq69g5fav"];
    const inputs = clientIds.flatMap((id) => [{ clientId: id }, { clientId: id, asOf: "2024-05-31" }]);
    const alone: PromiseSettledResult<unknown>[] = [];
    for (const input of inputs) alone.push(...(await Promise.allSettled([store.run("get_client_overview", input)])));
    const together = await Promise.allSettled(inputs.map((input) => run("get_client_overview", input)));
    expect(together).toEqual(alone);
    expect(alone.filter(({ status }) => status === "rejected")).toHaveLength(2);
  });

  const writes: [string, () => Promise<unknown>][] = [
    [
      "an edit",
      () => run("update_client_info", { clientId, expectedVersion: 1, patch: { csm: "Mona" }, reason: "test" }),
    ],
    ["a score", () => run("calculate_health_score", { action: "score", clientIds: [clientId] })],
    [
      "an override",
      () =>
        run("calculate_health_score", {
          action: "override",
          clientIds: [clientId],
          overrideScore: 20,
          reason: "they said so",
          expiresOn: "2024-07-30",
        }),
    ],
    [
      "a contact that was entered here",
      () =>
        persistence.write(store.tenantId, (tx) =>
          tx.facts.write("contacts", "manual", [build.contact({ externalId: `C-${clientId}`, customer: clientId })]),
        ),
    ],
    [
      "an import",
      () =>
        persistence.write(store.tenantId, async (tx) => {
          await tx.facts.write("customers", "crm", [build.customer({ externalId: clientId })]);
          await tx.facts.extendCoverage({ source: "crm", kind: "usage", from: "2024-01-01", to: asOf });
        }),
    ],
    ["another time zone", () => persistence.write(store.tenantId, (tx) => tx.tenants.setTimeZone("Asia/Tokyo"))],
  ];

  it.each(writes)("after %s answers what the database does", async (_, write) => {
    await Promise.all([overview(), list()]);
    await write();
    const before = loads;
    expect(await overview()).toEqual(await store.run("get_client_overview", { clientId }));
    expect(loads).toBe(before + 1);
    expect(await list()).toEqual(await store.run("list_clients", {}));
  });

  it("loads again after a write of which nobody knows whether it took place", async () => {
    await overview();
    const lost = persistence.write(store.tenantId, async (tx) => {
      await tx.tenants.setReportingCurrency("EUR");
      await store.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'",
      );
    });
    await expect(lost).rejects.toMatchObject({ code: "persistence" });
    const before = loads;
    expect(await overview()).toEqual(await store.run("get_client_overview", { clientId }));
    expect(loads).toBe(before + loadsAfterLostWrite);
  });

  it("keeps no refusal", async () => {
    const unknown = { clientId: "cs_01arz3ndektsv4rrffq69g5fav" };
    for (const _ of [1, 2])
      await expect(run("get_client_overview", unknown)).rejects.toMatchObject({ code: "not_found" });
    expect(loads).toBe(2);
  });

  it("gives another tenant nothing, whatever it knows", async () => {
    await overview();
    await ensureTenant(persistence, "acme");
    await expect(overview({ tenantId: "acme" })).rejects.toMatchObject({ code: "not_found" });
    await expect(overview({ tenantId: "nobody" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("never answers a write from the cache: a repeated key gives the first answer, others write anew", async () => {
    const input = { action: "score", clientIds: [clientId], idempotencyKey: `key-${clientId}` };
    const first = await run("calculate_health_score", input);
    expect(await run("calculate_health_score", input)).toEqual(first);
    expect(loads).toBe(0);
    expect(operations.filter(({ effect, cached }) => effect === "write" && cached !== null)).toEqual([]);
  });

  it("goes on loading for others when the first who asked has left", async () => {
    const leaving = new AbortController();
    const [left, stayed] = [overview({ signal: leaving.signal }), overview()];
    leaving.abort();
    await expect(left).rejects.toThrow();
    expect(await stayed).toMatchObject({ asOf });
  });
}

describe("answers through a cache in the process", () => {
  // What is in the database alone decides.
  answersAsWithout({ open: createMemoryCache, loadsAfterLostWrite: 0 });
});

describeRedis("answers through a cache in Redis", () => {
  const redis = useRedis();
  const open = () =>
    openRedisCache({
      url: redis.url,
      keyPrefix: redis.keyPrefix,
      onError: (error) => {
        throw error;
      },
    });
  answersAsWithout({ open, loadsAfterLostWrite: 1 });
});
