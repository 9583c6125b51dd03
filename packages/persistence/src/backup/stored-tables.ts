import type { ClientBase } from "pg";
import { migrationTables } from "../connection/migrate.ts";

/** A table as the catalogue has it. */
export interface StoredTable {
  readonly name: string;
  /** Without generated ones, in the order of the table. */
  readonly columns: readonly string[];
  /** Whether row-level security holds for the owner too. */
  readonly forced: boolean;
}

interface CatalogueRow extends StoredTable {
  readonly partitioned: boolean;
  readonly references: readonly string[];
}

/**
 * Every table with rows of tenants, those that others refer to before the others, and partitioned ones last: which
 * partitions they need shows in other tables. They come from the catalogue, so that a table which a migration adds is
 * never left out.
 */
export async function storedTables(client: ClientBase): Promise<StoredTable[]> {
  const { rows } = await client.query<CatalogueRow>(
    `SELECT c.relname AS name, c.relforcerowsecurity AS forced, c.relkind = 'p' AS partitioned,
            ARRAY(
              SELECT a.attname::text FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
              ORDER BY a.attnum
            ) AS columns,
            ARRAY(
              SELECT target.relname::text FROM pg_constraint k JOIN pg_class target ON target.oid = k.confrelid
              WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid
            ) AS references
     FROM pg_class c
     WHERE c.relnamespace = to_regnamespace('cs') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> ALL ($1)
     ORDER BY c.relname`,
    [migrationTables],
  );
  const whole = rows.filter(({ partitioned }) => !partitioned);
  const parted = rows.filter(({ partitioned }) => partitioned);
  return [...inOrderOfReference(whole), ...parted].map(({ name, columns, forced }) => ({ name, columns, forced }));
}

/** Names of the migrations that have run. */
export async function ranMigrations(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>("SELECT name FROM cs.schema_migrations ORDER BY name");
  return rows.map(({ name }) => name);
}

/** Name of a table of the schema, quoted for SQL. */
export function qualified(client: ClientBase, table: Pick<StoredTable, "name">): string {
  return `cs.${client.escapeIdentifier(table.name)}`;
}

function inOrderOfReference(tables: readonly CatalogueRow[]): CatalogueRow[] {
  const ordered: CatalogueRow[] = [];
  const placed = new Set<string>();
  while (ordered.length < tables.length) {
    const next = tables.filter(({ name, references }) => !placed.has(name) && references.every((t) => placed.has(t)));
    if (next.length === 0) throw new Error("the tables refer to each other in a circle");
    for (const table of next) {
      ordered.push(table);
      placed.add(table.name);
    }
  }
  return ordered;
}
