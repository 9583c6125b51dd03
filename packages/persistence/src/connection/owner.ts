import { ConfigurationError } from "@cs/models";
import type { Pool } from "pg";
import { toDatabaseError } from "./database-error.ts";
import { createPool } from "./pool.ts";

/** Runs work with two connections of the role that owns the schema. */
export async function withOwner<T>(adminUrl: string, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = createPool({ url: adminUrl, size: 2 });
  try {
    return await work(pool);
  } catch (error) {
    if (isAccessDenied(error)) throw notOwner(error);
    throw toDatabaseError(error);
  } finally {
    await pool.end();
  }
}

function isAccessDenied(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "42501";
}

function notOwner(cause: unknown): ConfigurationError {
  return new ConfigurationError("The login of DATABASE_ADMIN_URL does not own the tables.", {
    field: "DATABASE_ADMIN_URL",
    hint: "Set DATABASE_ADMIN_URL to the role that ran the migrations.",
    cause,
  });
}
