import type { Environment } from "@cs/runtime";
import { renderTable } from "../../terminal/table.ts";
import { withRuntime } from "../../with-runtime.ts";

const columns = [
  { title: "Key" },
  { title: "State" },
  { title: "Created" },
  { title: "Last used" },
  { title: "Scopes", fills: true },
] as const;

/** Prints the tenant's keys; never the keys themselves, which nobody has. */
export function listKeys(options: { readonly json?: true }, environment: Environment): Promise<void> {
  return withRuntime(options, environment, async ({ runtime: { persistence, tenantId } }) => {
    const keys = await persistence.read(tenantId, (tx) => tx.apiKeys.list());
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ tenantId, keys })}\n`);
      return;
    }
    const rows = keys.map(({ name, scopes, createdAt, lastUsedAt, revokedAt }) => [
      name,
      revokedAt === null ? "in force" : "revoked",
      createdAt.slice(0, 10),
      lastUsedAt?.slice(0, 16).replace("T", " ") ?? "never",
      scopes.join(" "),
    ]);
    process.stdout.write(
      rows.length === 0 ? "There are no API keys.\n" : `${renderTable(columns, rows, process.stdout)}\n`,
    );
  });
}
