import type { ResourceContext } from "./resource.ts";

/** Ids of clients by the beginning of an id, or by a part of the name. */
export async function completeClientId(text: string, { read, ask }: ResourceContext): Promise<string[]> {
  if (text.startsWith("cs_")) {
    const ids = await read((tx) => tx.accounts.idsAfter(text, 100));
    return ids.filter((id) => id.startsWith(text));
  }
  const search = text.trim() === "" ? {} : { search: text };
  const { clients } = await ask("list_clients", { limit: 100, ...search }, {});
  return (clients as { clientId: string }[]).map(({ clientId }) => clientId);
}
