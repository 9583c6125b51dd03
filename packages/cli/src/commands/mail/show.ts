import { messageCategories } from "@cs/models";
import type { Environment } from "@cs/runtime";
import { nothingKnown, objectionTo } from "@cs/services";
import { renderTable } from "../../terminal/table.ts";
import { withRuntime } from "../../with-runtime.ts";

export interface ShowOptions {
  readonly json?: true;
}

const columns = [
  { title: "Address" },
  { title: "Suppressions" },
  ...messageCategories.map((category) => ({ title: category })),
] as const;

/** Prints what addresses may be sent, and why not. */
export function showPermissions(
  emails: readonly string[],
  options: ShowOptions,
  environment: Environment,
): Promise<void> {
  const addresses = emails.map((email) => email.toLowerCase());
  return withRuntime(options, environment, async ({ runtime: { persistence, tenantId } }) => {
    const known = await persistence.read(tenantId, (tx) => tx.permissions.of(addresses));
    const shown = addresses.map((address) => ({ address, ...(known.get(address) ?? nothingKnown) }));
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ permissions: shown })}\n`);
      return;
    }
    const rows = shown.map(({ address, ...permission }) => [
      address,
      permission.suppressions.map(({ reason, scope }) => `${reason} (${scope})`).join(", ") || "none",
      ...messageCategories.map((category) => objectionTo(category, permission) ?? "may be sent"),
    ]);
    process.stdout.write(`${renderTable(columns, rows, process.stdout)}\n`);
  });
}
