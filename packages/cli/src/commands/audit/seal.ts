import type { Environment } from "@cs/runtime";
import { sealAudit } from "@cs/services";
import { withRuntime } from "../../with-runtime.ts";

/** Chains the entries that are not sealed yet. */
export function seal(options: { readonly json?: true }, environment: Environment): Promise<void> {
  return withRuntime(options, environment, async ({ runtime: { persistence, tenantId } }) => {
    const sealed = await sealAudit(persistence, tenantId);
    const text = `Sealed ${sealed.toLocaleString("en-US")} entries of the audit log.`;
    process.stdout.write(`${options.json ? JSON.stringify({ sealed }) : text}\n`);
  });
}
