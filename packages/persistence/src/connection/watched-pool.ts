import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import type pg from "pg";
import { sendTogether } from "./send-together.ts";
import { createStatementNames, type NameOfStatement } from "./statement-names.ts";

/**
 * A pool as Kysely uses it. A query on a connection that broke earlier fails with what broke it, and a connection whose
 * server stays silent is given up at once: nobody knows what the server still does on it. A transaction begins together
 * with its first statement, one that only read ends without a wait, and what is asked again and again while nothing is
 * written is prepared.
 */
export function watchPool(pool: pg.Pool): PostgresPool {
  const nameOf = createStatementNames();
  return {
    options: pool.options,
    async connect() {
      return watchClient(await pool.connect(), { nameOf, silence: pool.options.query_timeout ?? 0 });
    },
    end: () => pool.end(),
  };
}

/** The answer to what was not waited for. */
const sent: PostgresQueryResult<never> = { command: "SELECT", rowCount: 0, rows: [] };

interface Watching {
  readonly nameOf: NameOfStatement;
  /** How long a server may say nothing, in milliseconds; 0 for as long as it takes. */
  readonly silence: number;
}

function watchClient(client: pg.PoolClient, { nameOf, silence }: Watching): PostgresPoolClient {
  let brokenBy: Error | undefined;
  /** What is sent behind the beginning of a transaction fails with it. */
  let begun: Promise<unknown> | undefined;
  let writes = false;
  let unanswered = 0;
  const remember = (error: Error) => {
    brokenBy ??= error;
  };
  client.on("error", remember);

  /** Sends a statement behind those without an answer: each of them may take as long as one that is alone. */
  function send(config: pg.QueryConfig): Promise<pg.QueryResult> {
    unanswered += 1;
    sendTogether(client);
    const bounded = { ...config, query_timeout: silence * unanswered };
    return client.query(bounded).finally(() => {
      unanswered -= 1;
    });
  }

  async function query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    const name = writes ? undefined : nameOf(text);
    try {
      const [result] = await Promise.all([send({ name, text, values: [...values] }), begun]);
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
    begun = send({ text });
    begun.catch(() => {});
    return sent;
  }

  /** Whoever only read has all answers. A server that is silent now is so to whoever uses the connection next. */
  async function endReading(): Promise<PostgresQueryResult<never>> {
    send({ text: "commit" }).catch((error: unknown) => {
      const breaking = breaks(error);
      if (breaking) client.emit("error", breaking);
    });
    return sent;
  }

  function answerOf(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<unknown>> {
    if (/^(start transaction|begin)/.test(text)) return begin(text);
    return text === "commit" && !writes ? endReading() : query(text, values);
  }

  return {
    // The other form takes a cursor, which only streams use.
    query: answerOf as PostgresPoolClient["query"],
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
