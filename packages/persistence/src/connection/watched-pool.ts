import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import type pg from "pg";
import { sendTogether } from "./send-together.ts";
import { createStatementNames, type NameOfStatement } from "./statement-names.ts";

/**
 * A pool as Kysely uses it. A query on a connection that broke earlier fails with what broke it, and a connection whose
 * server stays silent is given up at once: nobody knows what the server still does on it. A transaction begins together
 * with its first statement, and what is asked again and again while nothing is written is prepared.
 */
export function watchPool(pool: pg.Pool): PostgresPool {
  const nameOf = createStatementNames();
  return {
    options: pool.options,
    async connect() {
      return watchClient(await pool.connect(), nameOf);
    },
    end: () => pool.end(),
  };
}

/** The answer to what was not waited for. */
const sent: PostgresQueryResult<never> = { command: "SELECT", rowCount: 0, rows: [] };

function watchClient(client: pg.PoolClient, nameOf: NameOfStatement): PostgresPoolClient {
  let brokenBy: Error | undefined;
  /** What is sent behind the beginning of a transaction fails with it. */
  let begun: Promise<unknown> | undefined;
  let writes = false;
  const remember = (error: Error) => {
    brokenBy ??= error;
  };
  client.on("error", remember);

  async function query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    const name = writes ? undefined : nameOf(text);
    sendTogether(client);
    try {
      const [result] = await Promise.all([client.query({ name, text, values: [...values] }), begun]);
      return result as PostgresQueryResult<Row>;
    } catch (error) {
      const breaking = breaks(error);
      if (breaking) {
        brokenBy ??= breaking;
        void client.end();
      }
      throw brokenBy ?? error;
    }
  }

  async function begin(text: string): Promise<PostgresQueryResult<never>> {
    if (brokenBy) throw brokenBy;
    writes = !text.endsWith("read only");
    sendTogether(client);
    begun = client.query(text);
    begun.catch(() => {});
    return sent;
  }

  return {
    // The other form takes a cursor, which only streams use.
    query: ((text: string, values: readonly unknown[]) =>
      /^(start transaction|begin)/.test(text) ? begin(text) : query(text, values)) as PostgresPoolClient["query"],
    release(destroy) {
      client.off("error", remember);
      client.release(destroy);
    },
  };
}

/** What makes a connection useless: a server that says nothing, and statements prepared for tables that have changed. */
function breaks(error: unknown): Error | null {
  if (!(error instanceof Error)) return null;
  if (error.message === "Query read timeout") return error;
  if (error.message !== "cached plan must not change result type") return null;
  return new Error("Connection terminated: its statements are outdated", { cause: error });
}
