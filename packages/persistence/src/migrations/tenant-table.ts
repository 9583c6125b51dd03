import { type Kysely, sql } from "kysely";

/** Puts a table under forced row-level security: only rows of the transaction's tenant exist for any role. */
export async function secureTenantTable(db: Kysely<unknown>, table: string): Promise<void> {
  const name = sql.table(`cs.${table}`);
  await sql`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`.execute(db);
  await sql`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`.execute(db);
  await sql`
    CREATE POLICY tenant_isolation ON ${name}
    USING (tenant_id = current_setting('cs.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('cs.tenant_id', true))
  `.execute(db);
}

/** The owner too is under row-level security; a change over all tenants lifts it for the length of the transaction. */
export async function acrossTenants(
  db: Kysely<unknown>,
  tables: readonly string[],
  change: () => Promise<void>,
): Promise<void> {
  for (const table of tables)
    await sql`ALTER TABLE ${sql.table(`cs.${table}`)} NO FORCE ROW LEVEL SECURITY`.execute(db);
  await change();
  for (const table of tables) await sql`ALTER TABLE ${sql.table(`cs.${table}`)} FORCE ROW LEVEL SECURITY`.execute(db);
}

/** Columns that every delivered fact has, and the keys that go with them. */
export const factColumns = sql`
  tenant_id text NOT NULL,
  client_id text NOT NULL,
  source text NOT NULL,
  external_id text NOT NULL,
  content_hash text NOT NULL,
  first_recorded_at timestamptz NOT NULL DEFAULT now(),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, source, external_id),
  FOREIGN KEY (tenant_id, client_id) REFERENCES cs.accounts (tenant_id, client_id)
`;

/**
 * `CHECK` that a text column holds one of the words, given with spaces between. Text with CHECK keeps its index under
 * row-level security, which an enum does not. The words stand in the migration: what was published never changes.
 */
export function oneOf(column: string, words: string) {
  return sql`CHECK (${sql.ref(column)} IN (${sql.join(words.split(" ").map((word) => sql.lit(word)))}))`;
}
