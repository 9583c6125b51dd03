import { type Dialect, Kysely, type KyselyPlugin, PostgresDialect, Transaction, WithSchemaPlugin } from "kysely";
import type pg from "pg";
import type { Tables } from "../schema/tables.ts";
import { watchPool } from "./watched-pool.ts";

/** The typed query builder over the `cs` schema. */
export type Database = Kysely<Tables>;

export interface OpenedDatabase {
  readonly db: Database;
  /** The same transaction, in which a statement is sent without waiting for the answer to the one before. */
  sendingAtOnce(trx: Transaction<Tables>): Transaction<Tables>;
}

/** Wraps a pool; `db.destroy()` ends the pool. */
export function createDatabase(pool: pg.Pool): OpenedDatabase {
  const dialect = new PostgresDialect({ pool: watchPool(pool) });
  return {
    db: new Kysely<Tables>({ dialect, plugins: [namingSchema("cs")] }),
    sendingAtOnce: (trx) => sendingAtOnce(trx, dialect),
  };
}

/** Names the schema in statements that are built. Those that are written as SQL name it themselves: they stay as they are. */
function namingSchema(schema: string): KyselyPlugin {
  const plugin = new WithSchemaPlugin(schema);
  return {
    transformQuery: (args) => (args.node.kind === "RawNode" ? args.node : plugin.transformQuery(args)),
    transformResult: (args) => plugin.transformResult(args),
  };
}

/** Kysely lends the connection of a transaction to one statement after the other; here all of them share it. */
function sendingAtOnce(trx: Transaction<Tables>, dialect: Dialect): Transaction<Tables> {
  const executor = trx.getExecutor();
  const connection = executor.provideConnection(async (own) => own);
  return new Transaction<Tables>({
    config: { dialect },
    dialect,
    driver: dialect.createDriver(),
    executor: executor.withConnectionProvider({ provideConnection: async (work) => work(await connection) }),
  });
}
