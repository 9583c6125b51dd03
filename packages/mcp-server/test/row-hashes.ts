import type { TestStore } from "@cs/testing";

/** The whole database as one hash and row count per table, whatever schema it is in. */
export async function rowHashes(store: TestStore): Promise<Record<string, { rows: number; hash: string }>> {
  const tables = await store.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const hashes: Record<string, { rows: number; hash: string }> = {};
  for (const { name } of tables) {
    const [found] = await store.query<{ rows: number; hash: string }>(
      `SELECT count(*)::int AS rows, md5(coalesce(string_agg(md5(t::text), '' ORDER BY t::text), '')) AS hash FROM ${name} t`,
    );
    if (found) hashes[name] = found;
  }
  return hashes;
}
