import { describeRedis, useRedis } from "@cs/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Cache, createMemoryCache, openRedisCache } from "../src/index.ts";
import { question, source } from "./cache-questions.ts";

function behavesAsCache(open: () => Cache | Promise<Cache>): void {
  let cache: Cache;
  beforeEach(async () => {
    cache = await open();
  });
  afterEach(() => cache.close());

  it("loads an answer once, however many ask for it at the same time and later", async () => {
    const { ask, stored } = source();
    expect(await Promise.all(Array.from({ length: 20 }, () => ask(cache)))).toEqual(Array(20).fill("first"));
    stored.text = "second";
    expect(await ask(cache)).toBe("first");
    expect(stored.loads).toBe(1);
  });

  it("keeps the questions of tenants and accounts, and of other days and shapes apart", async () => {
    await source().ask(cache);
    const others = [{ tenantId: "acme" }, { clientId: "cs_2" }, { basis: { today: "2024-07-01" } }];
    for (const [index, other] of others.entries()) expect(await source(`${index}`).ask(cache, other)).toBe(`${index}`);
    expect(await source("none").ask(cache)).toBe("first");
  });

  it("passes on why loading failed, and loads again", async () => {
    const failing = cache.through(question(), () => Promise.reject(new Error("no such account")));
    await expect(failing).rejects.toThrow("no such account");
    expect(await source("found").ask(cache)).toBe("found");
  });
}

describe("a cache in the process", () => {
  behavesAsCache(createMemoryCache);

  it("loads anew in another state of the database", async () => {
    const cache = createMemoryCache();
    const { ask, stored } = source();
    await ask(cache);
    stored.text = "second";
    expect(await ask(cache, { state: "1:2:" })).toBe("second");
  });

  it("gives everybody the same answer, which nobody can change", async () => {
    const cache = createMemoryCache();
    const ask = () =>
      cache.through({ ...question(), parse: (value: unknown) => value as { list: { count: number }[] } }, async () => ({
        list: [{ count: 1 }],
      }));
    const [first, second] = [await ask(), await ask()];
    expect(second).toBe(first);
    expect(() => first.list.push({ count: 2 })).toThrow(TypeError);
    expect(() => Object.assign(first.list[0] ?? {}, { count: 2 })).toThrow(TypeError);
    expect(await ask()).toEqual({ list: [{ count: 1 }] });
  });

  it("keeps so many answers at most, and drops the one that was not asked for the longest", async () => {
    const cache = createMemoryCache({ most: 2 });
    const { ask, stored } = source();
    for (const clientId of ["cs_1", "cs_2", "cs_1", "cs_3"]) await ask(cache, { clientId });
    expect(stored.loads).toBe(3);
    await ask(cache, { clientId: "cs_1" });
    expect(stored.loads).toBe(3);
    await ask(cache, { clientId: "cs_2" });
    expect(stored.loads).toBe(4);
  });
});

describeRedis("a cache in Redis", () => {
  const redis = useRedis();
  let test = 0;
  behavesAsCache(() => {
    test += 1;
    return openRedisCache({ url: redis.url, keyPrefix: `${redis.keyPrefix}-${test}`, onError: fail });
  });
});

function fail(error: Error): never {
  throw error;
}
