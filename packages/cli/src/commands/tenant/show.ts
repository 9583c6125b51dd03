import type { Environment } from "@cs/runtime";
import { printTenant } from "../../terminal/print-tenant.ts";
import { withRuntime } from "../../with-runtime.ts";

/** Prints the tenant. */
export function showTenant(options: { readonly json?: true }, environment: Environment): Promise<void> {
  return withRuntime(options, environment, async ({ runtime: { persistence, tenantId } }) => {
    printTenant(await persistence.read(tenantId, (tx) => tx.tenants.get()), options);
  });
}
