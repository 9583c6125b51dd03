import { ConfigurationError } from "@cs/models";
import { sql } from "kysely";
import type { Database } from "./database.ts";

const oldestVersion = 140_000;

/**
 * Refuses servers older than PostgreSQL 14, and databases whose encoding or locale knows no letters beyond ASCII: names
 * are found and sorted by what they are in lower case.
 */
export async function checkDatabase(db: Database): Promise<void> {
  const { rows } = await sql<{ name: string; version: number; encoding: string }>`
    SELECT current_database() AS name, current_setting('server_version_num')::int AS version,
           current_setting('server_encoding') AS encoding
  `.execute(db);
  const server = rows[0];
  if (!server) return;
  if (server.version < oldestVersion) {
    throw new ConfigurationError(`PostgreSQL ${Math.floor(server.version / 10_000)} is too old.`, {
      hint: "Use PostgreSQL 14 or newer, or remove DATABASE_URL to use the embedded one.",
    });
  }
  // Other encodings have no such letter to ask with.
  if (server.encoding === "UTF8" && (await lowersLetters(db))) return;
  throw new ConfigurationError(
    `The encoding or locale of the database "${server.name}" knows no letters beyond ASCII.`,
    {
      hint: "Make one for DATABASE_URL: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'.",
    },
  );
}

async function lowersLetters(db: Database): Promise<boolean> {
  const { rows } = await sql<{ lowers: boolean }>`SELECT lower('Å') = 'å' AS lowers`.execute(db);
  return rows[0]?.lowers ?? false;
}
