import type { CalendarDate, CoverageByKind, FactKind } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

interface CoverageRow {
  kind: FactKind;
  from: CalendarDate;
  to: CalendarDate;
}

/** Over several sources the days that at least one covers; a day after `asOf` is not known on `asOf`. */
export async function coverage(trx: Transaction<Tables>, asOf: CalendarDate): Promise<CoverageByKind> {
  const { rows } = await coverageQuery(asOf).execute(trx);
  return coverageOf(rows);
}

export function coverageQuery(asOf: CalendarDate) {
  return sql<CoverageRow>`
    SELECT kind, min(covers_from) AS from, least(max(covers_to), ${asOf}::date) AS to
    FROM cs.data_coverage
    WHERE covers_from <= ${asOf}
    GROUP BY kind
  `;
}

export function coverageOf(rows: readonly CoverageRow[]): CoverageByKind {
  return Object.fromEntries(rows.map(({ kind, from, to }) => [kind, { from, to }]));
}
