import { ConfigurationError } from "@cs/models";
import { createRedisEventBus, type DeadLetter } from "@cs/persistence";
import type { Config } from "./config/config.ts";

/** Events on Redis that a consumer gave up, newest first. Throws `ConfigurationError` without Redis. */
export async function eventDeadLetters(
  { redisUrl, redisKeyPrefix: keyPrefix }: Pick<Config, "redisUrl" | "redisKeyPrefix">,
  limit: number,
): Promise<DeadLetter[]> {
  if (redisUrl === null) {
    throw new ConfigurationError("Without Redis events stay within a process, and none are given up.", {
      field: "REDIS_URL",
      hint: "Set REDIS_URL to the Redis that the servers share.",
    });
  }
  // Why it failed is thrown below.
  const bus = createRedisEventBus({ url: redisUrl, keyPrefix, onError: () => {} });
  try {
    return await bus.deadLetters(limit);
  } finally {
    await bus.close();
  }
}
