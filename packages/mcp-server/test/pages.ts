import type { McpConnection } from "@cs/testing";

/** A page of `list_clients`, as far as tests read it. */
export interface ClientPage {
  readonly clients: readonly { readonly clientId: string; readonly clientName: string }[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** Every page of a list of clients, from the first or from a cursor on. */
export async function pagesOf(connection: McpConnection, question: object, from: string | null = null) {
  const pages: ClientPage[] = [];
  let cursor = from;
  do {
    const page: ClientPage = await connection.call<ClientPage>("list_clients", {
      ...question,
      ...(cursor === null ? {} : { cursor }),
    });
    pages.push(page);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return pages;
}
