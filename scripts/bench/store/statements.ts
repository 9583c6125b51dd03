import { mock } from "node:test";
import pg from "pg";

/** What was sent to the database. */
export interface Statement {
  readonly text: string;
  readonly values: unknown[];
  /** Under which it was prepared. */
  readonly name?: string | undefined;
}

/** Runs work and gives the statements that this process sent meanwhile, in order. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const query = mock.method(pg.Client.prototype, "query");
  try {
    await work();
    return query.mock.calls.map(({ arguments: [statement, values] }) => statementOf(statement, values));
  } finally {
    query.mock.restore();
  }
}

/** Sends the same statements one after the other. */
export async function replay(client: pg.Client, statements: readonly Statement[]): Promise<void> {
  for (const statement of statements) await client.query<unknown[]>({ ...statement, rowMode: "array" });
}

/** Sends a statement and lets go of its rows as they come. */
export function drain(client: pg.Client, { text, values }: Statement): Promise<void> {
  const config: pg.QueryArrayConfig = { text, values, rowMode: "array" };
  const query = client.query(new pg.Query(config));
  query.on("row", () => {});
  return new Promise((resolve, reject) => query.on("end", () => resolve()).on("error", reject));
}

/** A client that does nothing with values but receive them as text. */
export function bareClient(connectionString: string): pg.Client {
  return new pg.Client({ connectionString, types: { getTypeParser: () => (value: unknown) => value } });
}

/** It was sent as text with values, or as both and a name in one. */
function statementOf(sent: unknown, values: unknown): Statement {
  if (sent === null || typeof sent !== "object") return { text: String(sent), values: listOf(values) };
  const { text, values: given, name } = sent as { text?: unknown; values?: unknown; name?: unknown };
  return { text: String(text), values: listOf(given), ...(typeof name === "string" && { name }) };
}

function listOf(values: unknown): unknown[] {
  return Array.isArray(values) ? values : [];
}
