import type { ClientId } from "@cs/models";
import type { Redis } from "ioredis";
import { z } from "zod";
import { newId } from "../ids.ts";
import { runIdOf } from "../redis/run-id.ts";
import type { Changes } from "../transaction/changes.ts";

/** Longer than any answer is kept. A version that is gone is replaced by one that never was. */
const lifetimeSeconds = 24 * 60 * 60;

const readOrMake = `
  local versions = {}
  for place, key in ipairs(KEYS) do
    local version = redis.call("GET", key)
    if not version then
      version = ARGV[1]
      redis.call("SET", key, version, "EX", ARGV[2])
    end
    versions[place] = version
  end
  return versions`;

const versionsSchema = z.array(z.string());

/**
 * Versions of accounts, kept in Redis: a random one each, which a write removes. They hold for one run of the server,
 * because one that restarts may come back with versions of before.
 */
export function createRedisVersions(client: Redis, prefix: string) {
  let runId: string | undefined;
  /** How often Redis could not be told of a change, and for how many of those it was told that everything changed. */
  const missed = { times: 0, settled: 0 };
  const everything = `${prefix}:version`;
  const ofTenant = (tenantId: string) => `${everything}:${tenantId}`;
  const ofAccount = (tenantId: string, clientId: ClientId) => `${ofTenant(tenantId)}:${clientId}`;
  client.on("close", () => {
    runId = undefined;
  });

  async function settle(): Promise<void> {
    const { times } = missed;
    if (missed.settled === times) return;
    await client.del(everything);
    missed.settled = times;
  }

  // Also when this process writes only, and never asks for a version.
  client.on("ready", () => void settle().catch(() => {}));

  return {
    /** The version of an account. Throws while there is none to trust. */
    async of(tenantId: string, clientId: ClientId): Promise<string> {
      await settle();
      runId ??= await runIdOf(client);
      const keys = [everything, ofTenant(tenantId), ofAccount(tenantId, clientId)];
      const versions = await client.eval(readOrMake, keys.length, ...keys, newId("v"), lifetimeSeconds);
      return [runId, ...versionsSchema.parse(versions)].join(":");
    },
    /** Removes the versions of what has changed. */
    async remove(tenantId: string, changes: Changes): Promise<void> {
      const accounts = [...changes.accounts].map((clientId) => ofAccount(tenantId, clientId));
      const keys = changes.everything ? [ofTenant(tenantId)] : accounts;
      if (keys.length === 0) return;
      try {
        await client.del(...keys);
      } catch (error) {
        missed.times += 1;
        throw error;
      }
    },
    /** Tells Redis of the changes that it missed; until then no version holds. */
    settle,
  };
}
