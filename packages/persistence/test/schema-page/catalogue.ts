import type { TestStore } from "@cs/testing";
import { applicationRole } from "@cs/testing";

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly default: string | null;
}

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly target: string;
  readonly targetColumns: readonly string[];
}

export interface CataloguePolicy {
  readonly name: string;
  readonly command: string;
  readonly using: string;
  /** Null for everybody. */
  readonly role: "the owner" | null;
}

export interface CatalogueTable {
  readonly name: string;
  readonly forced: boolean;
  readonly columns: readonly Column[];
  readonly primaryKey: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly checks: readonly string[];
  /** Definitions as PostgreSQL prints them; that of the primary key is left out. */
  readonly indexes: readonly string[];
  readonly policies: readonly CataloguePolicy[];
  /** What the application role may do. */
  readonly rights: readonly string[];
}

export interface CatalogueFunction {
  readonly signature: string;
  readonly owners: boolean;
  readonly callable: boolean;
}

/** Names of a constraint's columns in their order. */
const columnNames = (numbers: string, table: string) => `
  (SELECT json_agg(a.attname ORDER BY k.place) FROM unnest(${numbers}) WITH ORDINALITY k (number, place)
   JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = k.number)`;

const tables = `
  SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
    (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'nullable', NOT a.attnotnull, 'default', pg_get_expr(d.adbin, d.adrelid)) ORDER BY a.attnum)
     FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    (SELECT ${columnNames("k.conkey", "c.oid")} FROM pg_constraint k
     WHERE k.conrelid = c.oid AND k.contype = 'p') AS "primaryKey",
    (SELECT coalesce(json_agg(json_build_object('columns', ${columnNames("k.conkey", "c.oid")},
        'target', t.relname, 'targetColumns', ${columnNames("k.confkey", "t.oid")}) ORDER BY k.conname), '[]')
     FROM pg_constraint k JOIN pg_class t ON t.oid = k.confrelid
     WHERE k.conrelid = c.oid AND k.contype = 'f') AS "foreignKeys",
    (SELECT coalesce(json_agg(pg_get_constraintdef(k.oid, true) ORDER BY k.conname), '[]')
     FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c') AS checks,
    (SELECT coalesce(json_agg(pg_get_indexdef(i.indexrelid) ORDER BY i.indexrelid::regclass::text), '[]')
     FROM pg_index i WHERE i.indrelid = c.oid AND NOT i.indisprimary) AS indexes,
     (SELECT coalesce(json_agg(json_build_object('name', policyname, 'using', qual,
         'command', cmd || CASE permissive WHEN 'RESTRICTIVE' THEN ', besides the others' ELSE '' END,
         'role', CASE WHEN roles = ARRAY[pg_get_userbyid(c.relowner)] THEN 'the owner' END)
        ORDER BY policyname), '[]')
     FROM pg_policies WHERE schemaname = 'cs' AND tablename = c.relname) AS policies,
    (SELECT coalesce(json_agg(acl.privilege_type ORDER BY acl.privilege_type), '[]')
     FROM aclexplode(c.relacl) acl WHERE acl.grantee = $1::regrole) AS rights
  FROM pg_class c
  WHERE c.relnamespace = 'cs'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname NOT LIKE 'schema_migrations%'
  ORDER BY c.relname`;

const functions = `
  SELECT format('%s(%s) returns %s', oid::regproc, pg_get_function_arguments(oid), pg_get_function_result(oid)) AS signature,
         prosecdef AS owners, has_function_privilege($1, oid, 'EXECUTE') AS callable
  FROM pg_proc WHERE pronamespace = 'cs'::regnamespace ORDER BY 1`;

/** Reads the schema of a migrated database. */
export async function readCatalogue(store: TestStore) {
  return {
    tables: await store.query<CatalogueTable>(tables, [applicationRole]),
    functions: await store.query<CatalogueFunction>(functions, [applicationRole]),
  };
}
