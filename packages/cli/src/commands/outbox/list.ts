import type { Environment } from "@cs/runtime";
import { renderTable } from "../../terminal/table.ts";
import { withRuntime } from "../../with-runtime.ts";

export const states = ["pending", "delivered", "dead"] as const;

export interface OutboxListOptions {
  readonly state?: (typeof states)[number];
  readonly limit: number;
  readonly json?: true;
}

const columns = [
  { title: "Id" },
  { title: "To" },
  { title: "Type" },
  { title: "State" },
  { title: "Attempts", align: "right" },
  { title: "Created" },
  { title: "Last error", fills: true },
] as const;

/** Prints the newest deliveries of the tenant. */
export function listOutbox({ state, limit, ...options }: OutboxListOptions, environment: Environment): Promise<void> {
  return withRuntime(options, environment, async ({ runtime: { persistence, tenantId } }) => {
    const entries = await persistence.read(tenantId, (tx) => tx.outbox.list({ state: state ?? null, limit }));
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ outbox: entries })}\n`);
      return;
    }
    const rows = entries.map((entry) => [
      entry.id,
      entry.destination,
      entry.type,
      entry.state,
      String(entry.attempts),
      entry.createdAt.replace("T", " ").slice(0, 19),
      entry.lastError ?? "",
    ]);
    const table = rows.length === 0 ? "There is nothing to show." : renderTable(columns, rows, process.stdout);
    process.stdout.write(`${table}\n`);
  });
}
