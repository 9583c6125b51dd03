import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import type pg from "pg";

/**
 * A pool as Kysely uses it. A query on a connection that broke earlier fails with what broke it, and a connection whose
 * server stays silent is given up at once: nobody knows what the server still does on it.
 */
export function watchPool(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      return watchClient(client, client);
    },
    end: () => pool.end(),
  };
}

/** The same client twice: as it is, and as Kysely sees it. */
function watchClient(client: pg.PoolClient, inner: PostgresPoolClient): PostgresPoolClient {
  let brokenBy: Error | undefined;
  const remember = (error: Error) => {
    brokenBy ??= error;
  };
  client.on("error", remember);

  async function query<Row>(statement: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    try {
      return await inner.query<Row>(statement, values);
    } catch (error) {
      if (isSilence(error)) {
        brokenBy ??= error;
        void client.end();
      }
      throw brokenBy ?? error;
    }
  }

  return {
    // The other form takes a cursor, which only streams use.
    query: query as PostgresPoolClient["query"],
    release(destroy) {
      client.off("error", remember);
      client.release(destroy);
    },
  };
}

function isSilence(error: unknown): error is Error {
  return error instanceof Error && error.message === "Query read timeout";
}
