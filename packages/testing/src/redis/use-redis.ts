import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, inject } from "vitest";
import "../provided-context.ts";
import { openRedisServer, type RedisServer, type RedisServerOptions } from "./redis-server.ts";

/** `describe` for tests that need some Redis, or are skipped. */
export function describeRedis(name: string, tests: () => void): void {
  describe.skipIf(inject("redis") === "missing")(name, tests);
}

/** `describe` for tests that need a Redis of their own, to kill, to flush or to fill, or are skipped. */
export function describeOwnRedis(name: string, tests: () => void): void {
  describe.skipIf(inject("redis") !== "program")(name, tests);
}

/** A Redis of its own for all tests of a file or `describe`. */
export function useRedisServer(options: RedisServerOptions = {}): RedisServer {
  let opened: RedisServer | undefined;
  beforeAll(async () => {
    opened = await openRedisServer(options);
  });
  afterAll(() => opened?.dispose());
  const server = (): RedisServer => {
    if (!opened) throw new Error("A Redis starts before the first test: use it in tests and hooks only.");
    return opened;
  };
  return {
    get url() {
      return server().url;
    },
    get port() {
      return server().port;
    },
    kill: () => server().kill(),
    start: () => server().start(),
    dispose: () => server().dispose(),
  };
}

/** Some Redis, which others may use too, and a prefix for keys that nobody else has. */
export function useRedis(): { readonly url: string; readonly keyPrefix: string } {
  const keyPrefix = `test-${randomBytes(6).toString("hex")}`;
  const given = process.env["REDIS_URL"];
  if (inject("redis") === "given" && given !== undefined) return { url: given, keyPrefix };
  const server = useRedisServer();
  return {
    get url() {
      return server.url;
    },
    keyPrefix,
  };
}
