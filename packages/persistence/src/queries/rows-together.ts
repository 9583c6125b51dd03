import type { Instant } from "@cs/models";
import { type RawBuilder, sql, type Transaction } from "kysely";
import type { Tables } from "../schema/tables.ts";

/** What queries give together. */
export type RowsOf<Queries> = {
  readonly [Name in keyof Queries]: Queries[Name] extends RawBuilder<infer Row> ? Row[] : never;
};

/**
 * The rows of several queries by their names, asked for in one statement: most of what a small query costs is being sent,
 * planned and answered by itself. The values come as JSON: dates are `YYYY-MM-DD` as elsewhere, and instants have an
 * offset, which `instantOf` brings into the form of the models.
 */
export async function rowsTogether<Queries extends Record<string, RawBuilder<unknown>>>(
  trx: Transaction<Tables>,
  queries: Queries,
): Promise<RowsOf<Queries>> {
  const lists = Object.entries(queries).map(
    ([name, query]) => sql`(SELECT coalesce(json_agg(listed), '[]') FROM (${query}) AS listed) AS ${sql.id(name)}`,
  );
  const { rows } = await sql<RowsOf<Queries>>`SELECT ${sql.join(lists)}`.execute(trx);
  const [answer] = rows;
  if (!answer) throw new Error("a statement without a table has one row");
  return answer;
}

/** An instant of JSON in the form of the models. */
export function instantOf(value: string): Instant {
  return new Date(value).toISOString();
}
