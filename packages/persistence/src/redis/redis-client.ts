import { Redis } from "ioredis";
import { tellOnce } from "./tell-once.ts";

export interface RedisClientOptions {
  /** `redis://` or, with TLS, `rediss://`. */
  readonly url: string;
  /** Told of broken connections and refused log-ins, without secrets; the client connects again by itself. */
  readonly onError: (error: Error) => void;
  /** The longest silence of Redis after a command, in milliseconds: then the connection is given up. */
  readonly silence: number;
  /** Whether commands wait for a connection that is being made; otherwise they fail at once. */
  readonly waits: boolean;
}

export interface RedisClient {
  readonly client: Redis;
  /** Tells `onError` what may be told of a failed command; a kind of failure once until the connection is back. */
  tell(error: unknown): void;
}

const longestPause = 1_000;

/**
 * A connection to Redis that comes back by itself, at the latest a second after Redis does. While Redis is away commands fail
 * instead of being kept: whoever sends them has another way, or tries again.
 */
export function openRedisClient({ url, onError, silence, waits }: RedisClientOptions): RedisClient {
  const client = new Redis(url, {
    // Replies have the same shape on every server.
    protocol: 2,
    connectionName: "customer-success",
    disableClientInfo: true,
    connectTimeout: Math.max(silence, 1_000),
    disconnectTimeout: 100,
    commandTimeout: silence,
    // A server that is silent for so long is gone, and the commands behind the first would only wait as well.
    socketTimeout: silence,
    enableOfflineQueue: waits,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 10), longestPause) * (0.75 + Math.random() / 4),
  });
  const tell = tellOnce(client, onError);
  client.on("error", tell);
  return { client, tell };
}
