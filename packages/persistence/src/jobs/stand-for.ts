import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

export interface OfficeOptions {
  /** PostgreSQL connection string; the office is one per database and name. */
  readonly url: string;
  readonly name: string;
  /** Does the work of the office; called when it was won, and again after it was lost and won back. */
  readonly onElected: () => Promise<{ stop(): Promise<void> }>;
  readonly onError: (error: Error) => void;
  /** How often someone who waits asks again; default 15 seconds. */
  readonly askEveryMilliseconds?: number | undefined;
}

/** A place in the line for an office that one process holds at a time. */
export interface Candidacy {
  /** Ends the work if the office is held, and leaves it to the next. */
  stop(): Promise<void>;
}

/**
 * Stands for an office: among all processes that do, one at a time is elected, by a lock that its connection holds. When
 * it dies, PostgreSQL frees the lock and the next one that asks is elected.
 */
export function standFor({ url, name, onElected, onError, askEveryMilliseconds = 15_000 }: OfficeOptions): Candidacy {
  const withdrawn = new AbortController();
  const term = (async () => {
    while (!withdrawn.signal.aborted) {
      try {
        await serveOnce(withdrawn.signal);
      } catch (error) {
        onError(error instanceof Error ? error : new Error(String(error)));
      }
      await sleep(askEveryMilliseconds, undefined, { signal: withdrawn.signal, ref: false }).catch(() => {});
    }
  })();

  /** Asks for the office once; if it is won, holds it until it is lost or given up. */
  async function serveOnce(signal: AbortSignal): Promise<void> {
    const client = new pg.Client({ connectionString: url, application_name: "customer-success election" });
    const lost = new Promise<void>((resolve) => {
      client.on("error", () => resolve());
      client.on("end", () => resolve());
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    await client.connect();
    try {
      const { rows } = await client.query<{ won: boolean }>(
        "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS won",
        [`office ${name}`],
      );
      if (!rows[0]?.won || signal.aborted) return;
      const work = await onElected();
      await lost;
      await work.stop();
    } finally {
      await client.end().catch(() => {});
    }
  }

  return {
    async stop() {
      withdrawn.abort();
      await term;
    },
  };
}
