import { Redis } from "ioredis";

/** Asks a Redis directly, past what is tested. */
export async function askRedis<T>({ url }: { readonly url: string }, ask: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url);
  try {
    return await ask(client);
  } finally {
    client.disconnect();
  }
}
