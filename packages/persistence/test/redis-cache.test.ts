import { askRedis, describeOwnRedis, until, useRedisServer } from "@cs/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Cache, openRedisCache } from "../src/index.ts";
import { accountChanged, everythingChanged, question, source } from "./cache-questions.ts";

describeOwnRedis("what processes share in Redis", () => {
  const redis = useRedisServer();
  let ours: Cache;
  let theirs: Cache;
  const open = () => openRedisCache({ url: redis.url, keyPrefix: "cs", onError: () => {} });
  beforeEach(async () => {
    await askRedis(redis, (client) => client.flushall());
    [ours, theirs] = [await open(), await open()];
  });
  afterEach(() => Promise.all([ours.close(), theirs.close()]));

  const answerKeys = () => askRedis(redis, (client) => client.keys("cs:cache:default:client_overview:*"));

  it("is loaded by one of them", async () => {
    await source("first").ask(ours);
    expect(await source("second").ask(theirs)).toBe("first");
  });

  it("lives for 5 minutes, or up to a tenth less", async () => {
    await source().ask(ours);
    const [key = ""] = await answerKeys();
    const left = await askRedis(redis, (client) => client.pttl(key));
    expect(left).toBeGreaterThan(260_000);
    expect(left).toBeLessThanOrEqual(300_000);
  });

  it.each(["{broken", '{"other":1}', ""])("is loaded anew when it is spoilt: %j", async (spoilt) => {
    await source("first").ask(ours);
    const [key = ""] = await answerKeys();
    await askRedis(redis, (client) => client.set(key, spoilt));
    expect(await source("second").ask(theirs)).toBe("second");
    expect(await source("third").ask(ours)).toBe("second");
  });

  it.each([
    ["the account", accountChanged],
    ["all accounts", everythingChanged],
  ])("is forgotten by all when %s changed, but not what others have", async (_, changes) => {
    for (const tenantId of ["default", "acme"]) await source("first").ask(ours, { tenantId });
    await theirs.forget("default", changes);
    expect(await source("second").ask(ours)).toBe("second");
    expect(await source("second").ask(ours, { tenantId: "acme" })).toBe("first");
  });

  it("is not what was loaded before a change and stored after it", async () => {
    const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const reading = ours.through(question(), async () => {
      begun.resolve();
      await go.promise;
      return { text: "old" };
    });
    await begun.promise;
    await theirs.forget("default", accountChanged);
    go.resolve();
    expect(await reading).toEqual({ text: "old" });
    for (const cache of [ours, theirs]) expect(await source("new").ask(cache)).toBe("new");
  });

  it("is not what Redis remembers of before, when it comes back with an old state of its memory", async () => {
    await source("old").ask(ours);
    await askRedis(redis, (client) => client.save());
    await theirs.forget("default", accountChanged);
    await redis.kill();
    await redis.start();
    expect(await answerKeys()).toHaveLength(1);
    await until(async () => (await source("kept").ask(ours)) === "kept" && (await source("not").ask(ours)) === "kept");
    expect(await source("not").ask(theirs)).not.toBe("old");
  });

  it("starts anew after FLUSHALL", async () => {
    await source("old").ask(ours);
    await askRedis(redis, (client) => client.flushall());
    expect(await source("new").ask(ours)).toBe("new");
    expect(await source("newer").ask(theirs)).toBe("new");
  });
});
