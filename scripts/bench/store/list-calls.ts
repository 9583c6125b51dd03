export interface ListCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

type List = (input: Readonly<Record<string, unknown>>) => Promise<Record<string, unknown>>;

/** Pages of `list_clients`: the first by each sort and filter, and one from the middle of the names. */
export async function listCalls(list: List, accounts: number): Promise<ListCall[]> {
  const first = await list({});
  const middle = { sortKey: "delta works 5", clientId: "" };
  return [
    { name: "by name", input: {} },
    { name: "by name, deep", input: { cursor: movedCursor(String(first["nextCursor"]), middle) } },
    { name: "by health", input: { sort: "health" } },
    { name: "by ARR", input: { sort: "arr" } },
    { name: "by renewal, next 30 days", input: { sort: "renewal", renewalTo: "2026-07-30" } },
    { name: "one segment and band", input: { segment: "smb", bands: ["at_risk"] } },
    { name: "one CSM", input: { csm: "CSM 7" } },
    { name: "text", input: { search: `works ${Math.floor(accounts / 2)}` } },
  ];
}

/** The cursor of the same question at another place. */
function movedCursor(cursor: string, position: object): string {
  const [question]: unknown[] = JSON.parse(Buffer.from(cursor, "base64url").toString());
  return Buffer.from(JSON.stringify([question, position])).toString("base64url");
}
