import type { Redis } from "ioredis";

/** The id of the running server, which changes with every restart: whoever has another id may have forgotten things. */
export async function runIdOf(client: Redis): Promise<string> {
  return /^run_id:(\S+)/m.exec(await client.info("server"))?.[1] ?? "unknown";
}
