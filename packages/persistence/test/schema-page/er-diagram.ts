import type { CatalogueTable, ForeignKey } from "./catalogue.ts";

/** The tables with their keys and what refers to what, as Mermaid draws it. */
export function erDiagram(tables: readonly CatalogueTable[]): string[] {
  return [
    "```mermaid",
    "erDiagram",
    ...tables.flatMap((table) => [`  ${table.name} {`, ...keyColumns(table).map((line) => `    ${line}`), "  }"]),
    ...tables.flatMap((table) => table.foreignKeys.map((key) => `  ${relation(table, key)}`)),
    "```",
  ];
}

function keyColumns({ columns, primaryKey, foreignKeys }: CatalogueTable): string[] {
  return columns.flatMap(({ name, type }) => {
    const keys = [
      ...(primaryKey.includes(name) ? ["PK"] : []),
      ...(foreignKeys.some((key) => key.columns.includes(name)) ? ["FK"] : []),
    ];
    return keys.length === 0 ? [] : [`${type.replaceAll(/\W+/g, "_")} ${name} ${keys.join(", ")}`];
  });
}

/** One row of the target to any number of rows, or none when a column of the key may be empty. */
function relation(table: CatalogueTable, { columns, target }: ForeignKey): string {
  const optional = table.columns.some(({ name, nullable }) => nullable && columns.includes(name));
  const own = columns.filter((column) => column !== "tenant_id");
  return `${target} ${optional ? "|o" : "||"}--o{ ${table.name} : "${own.join(", ") || "tenant_id"}"`;
}
