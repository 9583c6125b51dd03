import type { Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

/** Whether a delivery of the source was ever completed: its coverage is written last. */
export async function hasDelivered(trx: Transaction<Tables>, source: string): Promise<boolean> {
  const row = await trx.selectFrom("data_coverage").select("kind").where("source", "=", source).executeTakeFirst();
  return row !== undefined;
}
