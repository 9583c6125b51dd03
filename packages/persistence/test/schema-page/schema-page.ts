import type { CatalogueFunction, CatalogueTable } from "./catalogue.ts";
import { erDiagram } from "./er-diagram.ts";

const code = (text: string) => `\`${text.replaceAll("|", "\\|")}\``;

/** `docs/database-schema.md`, from the catalogue of a migrated database and one sentence per table. */
export function schemaPage(
  { tables, functions }: { tables: readonly CatalogueTable[]; functions: readonly CatalogueFunction[] },
  descriptions: Readonly<Record<string, string>>,
): string {
  return [
    "# Database schema",
    "",
    "Generated from a migrated PostgreSQL by `npm run generate`. All tables are in the schema `cs`. Besides them there are",
    "`schema_migrations` and `schema_migrations_lock`, in which the migrator keeps what has run.",
    "",
    ...erDiagram(tables),
    "",
    ...tables.flatMap((table) => tableSection(table, descriptions[table.name] ?? "")),
    "## Functions",
    "",
    ...functions.map(
      ({ signature, owners, callable }) =>
        `- ${code(signature)}, with the rights of ${owners ? "the owner" : "its caller"}; the application role may ${
          callable ? "call it" : "not call it"
        }`,
    ),
    "",
  ].join("\n");
}

function tableSection(table: CatalogueTable, description: string): string[] {
  const { name, columns, checks, indexes, policies, foreignKeys, rights, forced } = table;
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${title}:`, "", ...lines.map((line) => `- ${line}`), ""];
  return [
    `## ${name}`,
    "",
    `${description} The application role may ${rights.join(", ")}.`,
    "",
    "| column | type | null | default | key |",
    "| --- | --- | --- | --- | --- |",
    ...columns.map((column) => {
      const value = column.default === null ? "" : code(column.default);
      const key = table.primaryKey.includes(column.name) ? "primary" : "";
      return `| ${code(column.name)} | ${column.type} | ${column.nullable ? "yes" : "no"} | ${value} | ${key} |`;
    }),
    "",
    ...list(
      "Refers to",
      foreignKeys.map(
        ({ columns: own, target, targetColumns }) =>
          `${code(own.join(", "))} in ${code(`${target} (${targetColumns.join(", ")})`)}`,
      ),
    ),
    ...list("Checks", checks.map(code)),
    ...list("Indexes besides the primary key", indexes.map(code)),
    ...list(
      `Row-level security, ${forced ? "forced" : "not forced"}`,
      policies.map(
        ({ name: policy, command, using, role }) =>
          `${code(policy)} for ${command}${role === null ? "" : ` by ${role}`}: ${code(using)}`,
      ),
    ),
  ];
}
