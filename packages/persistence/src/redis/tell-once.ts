import type { Redis } from "ioredis";
import { redisFailure } from "./redis-failure.ts";

/** Tells each kind of failure once per connection, not with every attempt and every command. */
export function tellOnce(client: Redis, onError: (error: Error) => void): (error: unknown) => void {
  const told = new Set<string>();
  client.on("ready", () => told.clear());
  return (error) => {
    const failure = redisFailure(error);
    if (told.has(failure.message)) return;
    told.add(failure.message);
    onError(failure);
  };
}
