import { createHash } from "node:crypto";
import { asSuperuser, cloneTemplate, type DatabaseUrls, dropDatabase } from "@cs/testing";
import { afterAll, inject } from "vitest";

/** Hashes of all rows of a database by table, in an order of their own, past row-level security. */
export function rowHashes({ superuserUrl }: Pick<DatabaseUrls, "superuserUrl">): Promise<Record<string, string[]>> {
  return asSuperuser(superuserUrl, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class
       WHERE relnamespace = 'cs'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
         AND relname NOT LIKE 'schema_migrations%'
       ORDER BY relname::text COLLATE "C"`,
    );
    const hashes: Record<string, string[]> = {};
    for (const { name } of tables) {
      const statement = `SELECT encode(sha256(convert_to(t::text, 'UTF8')), 'hex') AS hash FROM cs.${name} t ORDER BY 1`;
      hashes[name] = (await client.query<{ hash: string }>(statement)).rows.map(({ hash }) => hash);
    }
    return hashes;
  });
}

/** The tables without a row, and whether each is under forced row-level security. */
export function stateOf(urls: DatabaseUrls) {
  return asSuperuser(urls.superuserUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = 'cs'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND NOT relforcerowsecurity AND relname NOT LIKE 'schema_migrations%'",
    );
    const hashes = await rowHashes(urls);
    return { unforced: rows.map(({ name }) => name), rows: Object.values(hashes).flat().length };
  });
}

/** Makes fresh migrated databases; after the last test of the file they are gone. */
export function useFreshDatabases(): () => Promise<DatabaseUrls> {
  const made: string[] = [];
  afterAll(async () => {
    for (const name of made) await dropDatabase(inject("postgresUrl"), name);
  });
  return async () => {
    const urls = await cloneTemplate(inject("postgresUrl"));
    made.push(urls.name);
    return urls;
  };
}

/** Puts the right checksum behind a changed backup. */
export function withChecksum(bytes: Buffer): Buffer {
  const body = bytes.subarray(0, -32);
  return Buffer.concat([body, createHash("sha256").update(body).digest()]);
}
