import type { CalendarDate, CoverageByKind, FactKind } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

/** Over several sources the days that at least one covers; a day after `asOf` is not known on `asOf`. */
export async function coverage(trx: Transaction<Tables>, asOf: CalendarDate): Promise<CoverageByKind> {
  const { rows } = await sql<{ kind: FactKind; from: CalendarDate; to: CalendarDate }>`
    SELECT kind, min(covers_from) AS from, least(max(covers_to), ${asOf}::date) AS to
    FROM cs.data_coverage
    WHERE covers_from <= ${asOf}
    GROUP BY kind
  `.execute(trx);
  return Object.fromEntries(rows.map(({ kind, from, to }) => [kind, { from, to }]));
}
