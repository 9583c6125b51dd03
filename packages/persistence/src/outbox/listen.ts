import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

export interface ListenOptions {
  /** PostgreSQL connection string. */
  readonly url: string;
  readonly channel: string;
  /** Called for each notice, and when listening begins: what happened before was not heard. */
  readonly onNotice: () => void;
  readonly onError: (error: Error) => void;
  readonly reconnectMilliseconds?: number | undefined;
}

/** Listens on a channel, on a connection that is opened again when it breaks. */
export function listen(options: ListenOptions): { stop(): Promise<void> } {
  const { url, channel, onNotice, onError, reconnectMilliseconds = 5_000 } = options;
  const stopping = new AbortController();

  async function listenOnce(): Promise<void> {
    const client = new pg.Client({ connectionString: url, application_name: "customer-success relay" });
    const ended = Promise.withResolvers<void>();
    client.on("error", (error) => {
      onError(error);
      ended.resolve();
    });
    client.on("end", () => ended.resolve());
    const stop = () => ended.resolve();
    stopping.signal.addEventListener("abort", stop);
    client.on("notification", onNotice);
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      onNotice();
      await ended.promise;
    } finally {
      stopping.signal.removeEventListener("abort", stop);
      await client.end().catch(() => {});
    }
  }

  const listening = (async () => {
    while (!stopping.signal.aborted) {
      await listenOnce().catch((error: unknown) => onError(error instanceof Error ? error : new Error(String(error))));
      await sleep(reconnectMilliseconds, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await listening;
    },
  };
}
