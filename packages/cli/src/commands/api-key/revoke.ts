import type { Environment } from "@cs/runtime";
import { revokeApiKey } from "@cs/services";
import { withRuntime } from "../../with-runtime.ts";

/** Ends a key for good. */
export function revokeKey(name: string, environment: Environment): Promise<void> {
  return withRuntime({}, environment, async ({ runtime: { persistence, tenantId } }) => {
    await revokeApiKey({ persistence, tenantId, actor: "local", name });
    process.stdout.write(`Revoked the key ${name}.\n`);
  });
}
