import { ConfigurationError } from "@cs/models";
import type { Config } from "./config/config.ts";
import { acquireEmbeddedPostgres } from "./embedded-postgres/index.ts";

/** How the owner of the tables logs in, and which role the application uses. */
export interface OwnerLogin {
  readonly adminUrl: string;
  readonly applicationRole: string;
}

/** Runs work that only the owner of the tables may do, on the embedded PostgreSQL or your own. */
export async function withOwnerLogin<T>(
  { home, databaseUrl, databaseAdminUrl }: Pick<Config, "home" | "databaseUrl" | "databaseAdminUrl">,
  onProgress: (message: string) => void,
  work: (login: OwnerLogin) => Promise<T>,
): Promise<T> {
  if (databaseUrl !== null) {
    if (databaseAdminUrl === null) throw needsOwner();
    return work({ adminUrl: databaseAdminUrl, applicationRole: roleOf(databaseUrl) });
  }
  const embedded = await acquireEmbeddedPostgres({ home, onProgress });
  try {
    return await work({ adminUrl: embedded.adminUrl, applicationRole: roleOf(embedded.applicationUrl) });
  } finally {
    await embedded.release();
  }
}

function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

function needsOwner(): ConfigurationError {
  return new ConfigurationError("Only the owner of the tables sees the rows of all tenants.", {
    field: "DATABASE_ADMIN_URL",
    hint: "Set DATABASE_ADMIN_URL to the login that owns the database.",
  });
}
