import { type ClientId, NotFoundError } from "@cs/models";
import type { ReadTransaction } from "@cs/persistence";

/** @throws NotFoundError that names every id without a client. */
export async function requireClients(tx: ReadTransaction, clientIds: readonly ClientId[]): Promise<void> {
  const unknown = await tx.accounts.unknownIds(clientIds);
  if (unknown.length === 0) return;
  throw new NotFoundError(`There is no client ${unknown.map((id) => JSON.stringify(id)).join(", ")}.`, {
    field: "clientIds",
    hint: "Find the ids with list_clients. Nothing was scored.",
  });
}
