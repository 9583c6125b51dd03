import type pg from "pg";

/** Lets everything that is sent in one turn leave in one packet: each write of its own would wake the server anew. */
export function sendTogether({ connection: { stream } }: Pick<pg.Client, "connection">): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}
