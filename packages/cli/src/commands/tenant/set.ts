import type { Environment } from "@cs/runtime";
import { setTimeZone } from "@cs/services";
import { printTenant } from "../../terminal/print-tenant.ts";
import { withRuntime } from "../../with-runtime.ts";

export interface SetTenantOptions {
  readonly timeZone: string;
  readonly json?: true;
}

/** Changes the tenant and prints it as it is then. */
export function setTenant({ timeZone, ...options }: SetTenantOptions, environment: Environment): Promise<void> {
  return withRuntime(options, environment, async ({ runtime: { persistence, tenantId } }) => {
    printTenant(await setTimeZone({ persistence, tenantId, timeZone, actor: "local" }), options);
  });
}
