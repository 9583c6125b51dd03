import pg from "pg";
import { vi } from "vitest";

/** Runs `work` and gives the SQL statements that this process sent meanwhile, in order. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const query = vi.spyOn(pg.Client.prototype, "query");
  try {
    await work();
    return query.mock.calls.map(([statement]) => String(statement));
  } finally {
    query.mockRestore();
  }
}
