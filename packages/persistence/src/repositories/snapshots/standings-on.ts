import type { CalendarDate, ClientId } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

/** Which snapshot stands for each account on a day; accounts without a standing of this day are absent. */
export async function standingsOn(
  trx: Transaction<Tables>,
  clientIds: readonly ClientId[],
  asOf: CalendarDate,
): Promise<Map<ClientId, string>> {
  const rows = await trx
    .selectFrom("health_standings")
    .select(["client_id", "snapshot_id"])
    .where("client_id", "=", sql<ClientId>`ANY(${clientIds})`)
    .where("as_of", "=", asOf)
    .execute();
  return new Map(rows.map((row) => [row.client_id, row.snapshot_id]));
}
