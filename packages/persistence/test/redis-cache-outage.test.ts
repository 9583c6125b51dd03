import {
  askRedis,
  describeOwnRedis,
  type FaultProxy,
  openFaultProxy,
  openRedisServer,
  until,
  useRedisServer,
} from "@cs/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Cache, openRedisCache } from "../src/index.ts";
import { accountChanged, source } from "./cache-questions.ts";

describeOwnRedis("a cache whose Redis is away", () => {
  const redis = useRedisServer();
  let proxy: FaultProxy;
  let cache: Cache;
  let errors: Error[];
  const messages = () => errors.map(({ message }) => message);
  beforeEach(async () => {
    errors = [];
    await askRedis(redis, (client) => client.flushall());
    proxy = await openFaultProxy(redis.url);
    cache = await openRedisCache({ url: proxy.url, keyPrefix: "cs", onError: (error) => errors.push(error) });
  });
  afterEach(async () => {
    await cache.close();
    await proxy.close();
  });

  /** Asks until an answer is kept again. */
  const recovered = () =>
    until(async () => {
      const { ask, stored } = source();
      await ask(cache, { clientId: "cs_probe" });
      return stored.loads === 0;
    });

  it("waits once for one that is silent, then asks the database alone, and uses it again when it is back", async () => {
    await source("kept").ask(cache);
    await proxy.set({ kind: "blackHole" });
    const { ask, stored } = source("loaded");
    // With a wait for each of them they would take longer than a test may.
    for (let call = 0; call < 500; call += 1) expect(await ask(cache)).toBe("loaded");
    expect(stored.loads).toBe(500);
    expect(messages()).toContain("Redis failed: it did not answer in time.");
    expect(new Set(messages()).size).toBe(messages().length);
    await proxy.set({ kind: "pass" });
    await recovered();
    expect(await source().ask(cache)).toBe("kept");
  });

  it("asks the database alone while connections are refused, and says so once", async () => {
    await proxy.set({ kind: "refuse" });
    const { ask, stored } = source("loaded");
    for (let call = 0; call < 50; call += 1) expect(await ask(cache)).toBe("loaded");
    expect(stored.loads).toBe(50);
    await expect.poll(messages).toContain("Redis failed: it could not be reached (ECONNREFUSED).");
    await proxy.set({ kind: "pass" });
    await recovered();
    expect(new Set(messages()).size).toBe(messages().length);
  });

  it("tells it on its return of a change that it missed", async () => {
    const other = await openRedisCache({ url: redis.url, keyPrefix: "cs", onError: () => {} });
    await source("old").ask(other);
    await proxy.set({ kind: "refuse" });
    await cache.forget("default", accountChanged);
    await proxy.set({ kind: "pass" });
    // It need not be asked for anything.
    await until(async () => (await source("new").ask(other)) === "new");
    await other.close();
  });

  it("opens without it", async () => {
    await proxy.set({ kind: "blackHole" });
    const late = await openRedisCache({ url: proxy.url, keyPrefix: "cs", onError: () => {} });
    expect(await source("loaded").ask(late)).toBe("loaded");
    await late.close();
  });

  it("does not tell the password when it is refused", async () => {
    const locked = await openRedisServer({ password: "right" });
    const url = locked.url.replace("right", "s3cr3t-Pa55");
    const refused: Error[] = [];
    const shut = await openRedisCache({ url, keyPrefix: "cs", onError: (error) => refused.push(error) });
    await until(() => refused.length > 0);
    expect(await source("loaded").ask(shut)).toBe("loaded");
    expect(refused.map(({ message }) => message)).toContain("Redis failed: it refused a command (WRONGPASS).");
    const everything = refused.map((error) => [error.message, error.stack, error.cause, JSON.stringify(error)]);
    expect(JSON.stringify(everything)).not.toContain("s3cr3t");
    await shut.close();
    await locked.dispose();
  });
});
