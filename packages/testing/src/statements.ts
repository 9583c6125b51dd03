import pg from "pg";
import { vi } from "vitest";

/** Runs `work` and gives the SQL statements that this process sent meanwhile, in order. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const query = vi.spyOn(pg.Client.prototype, "query");
  try {
    await work();
    return query.mock.calls.map(([statement]) => textOf(statement));
  } finally {
    query.mockRestore();
  }
}

/** Statements are sent as text, or with their values and the name under which they are prepared. */
function textOf(statement: unknown): string {
  return statement !== null && typeof statement === "object" && "text" in statement
    ? String(statement.text)
    : String(statement);
}
