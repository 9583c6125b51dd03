/** What `acquireEmbeddedPostgres` needs to know. */
export interface EmbeddedPostgresOptions {
  /** Data folder of the product (CS_HOME), absolute. Created when missing, closed to other users (as root they may enter, not look). */
  readonly home: string;
  /** Told one line per slow step ("Preparing the embedded PostgreSQL 18.4"), for progress. */
  readonly onProgress?: ((message: string) => void) | undefined;
  /** Gives up after this many milliseconds; default 30,000. */
  readonly timeoutMilliseconds?: number | undefined;
  /** Gives up after this many failed starts; default 7, with pauses that double from 100 ms about six seconds. */
  readonly startAttempts?: number | undefined;
  /** Lines for postgresql.conf, used only by the call that creates the cluster; tests turn fsync off here. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

/**
 * One process's hold on the shared server, which runs as long as any process holds it. When the last holder crashes,
 * nobody stops it: it runs on until the next process that holds it lets go.
 */
export interface EmbeddedPostgres {
  /** Login of the owner role, for migrations. */
  readonly adminUrl: string;
  /** Login of the application role: no superuser, no owner, no BYPASSRLS. */
  readonly applicationUrl: string;
  /** Lets go of the server; the last process out stops it in the background. Idempotent. */
  release(): Promise<void>;
}
