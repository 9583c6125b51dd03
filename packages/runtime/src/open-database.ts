import { ConfigurationError } from "@cs/models";
import { createPersistence, migrate, type Persistence, type PersistenceOptions } from "@cs/persistence";
import type { Config } from "./config/config.ts";
import { acquireEmbeddedPostgres, type EmbeddedPostgres } from "./embedded-postgres/index.ts";
import { explainLogin, isAccessDenied } from "./login-error.ts";

export interface OpenDatabaseOptions {
  readonly config: Pick<Config, "home" | "databaseUrl" | "databaseAdminUrl">;
  readonly onProgress: (message: string) => void;
  readonly onIdleError: (error: Error) => void;
  /** Told what transactions change. */
  readonly onChanged?: PersistenceOptions["onChanged"];
  /** Connections at most. */
  readonly poolSize?: number | undefined;
}

export interface OpenDatabase {
  readonly persistence: Persistence;
  /** Connection string of the application role, for connections beside the pool. */
  readonly url: string;
  close(): Promise<void>;
}

/** Opens the embedded PostgreSQL or your own, brings the schema up to date and refuses a login with too many rights. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const { config } = options;
  if (config.databaseUrl !== null) return openOwn(config.databaseUrl, config.databaseAdminUrl, options);
  const embedded = await acquireEmbeddedPostgres({ home: config.home, onProgress: options.onProgress });
  try {
    return await openOwn(embedded.applicationUrl, embedded.adminUrl, options, embedded);
  } catch (error) {
    await embedded.release();
    throw error;
  }
}

async function openOwn(
  url: string,
  adminUrl: string | null,
  { onProgress, onIdleError, onChanged, poolSize }: OpenDatabaseOptions,
  embedded?: EmbeddedPostgres,
): Promise<OpenDatabase> {
  const applicationRole = decodeURIComponent(new URL(url).username);
  let closing = false;
  const persistence = createPersistence({
    url,
    size: poolSize,
    onChanged,
    // While we close, the server may end a connection before our own goodbye has reached it.
    onIdleError: (error) => {
      if (!closing) onIdleError(error);
    },
  });
  try {
    if (adminUrl !== null) {
      // Refuses a bad login before anything is written. Another process may have created the schema just now and not
      // granted access to it yet; it is granted below.
      await persistence.check().catch((error: unknown) => {
        if (!isAccessDenied(error)) throw error;
      });
      const ran = await migrate({ adminUrl, applicationRole });
      if (ran.length > 0) onProgress(`Prepared the database schema (${ran.length} migrations)`);
    }
    // Whether the login owns the tables shows only once they are there.
    const { pendingMigrations } = await persistence.check();
    if (pendingMigrations.length > 0) throw needsOwner(pendingMigrations);
  } catch (error) {
    await persistence.close();
    throw explainLogin(error);
  }
  return {
    persistence,
    url,
    async close() {
      closing = true;
      await persistence.close();
      await embedded?.release();
    },
  };
}

function needsOwner(pending: readonly string[]): ConfigurationError {
  return new ConfigurationError(`The database lacks ${pending.length} migrations (${pending.join(", ")}).`, {
    field: "DATABASE_ADMIN_URL",
    hint: "Set DATABASE_ADMIN_URL to a login that owns the database; it is used for migrations only.",
  });
}
