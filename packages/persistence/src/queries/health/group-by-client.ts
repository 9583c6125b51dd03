import type { ClientId } from "@cs/models";

/** A row that says whose it is. */
export type OfClient<Row> = Row & { clientId: ClientId };

/** Rows of several accounts as a look-up by account; an account without rows has an empty list. */
export function groupByClient<Row extends { clientId: ClientId }>(rows: readonly Row[]) {
  const groups = Map.groupBy(rows, (row) => row.clientId);
  return (clientId: ClientId): Omit<Row, "clientId">[] =>
    (groups.get(clientId) ?? []).map(({ clientId: _, ...row }) => row);
}
