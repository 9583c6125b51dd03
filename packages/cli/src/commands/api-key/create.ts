import type { Environment } from "@cs/runtime";
import { createApiKey } from "@cs/services";
import { withRuntime } from "../../with-runtime.ts";

export interface CreateKeyOptions {
  readonly scope: readonly string[];
  readonly json?: true;
}

/** Creates a key and prints it on stdout, alone, so that it can be piped to where secrets are kept. */
export function createKey(
  name: string,
  { scope: scopes, ...options }: CreateKeyOptions,
  environment: Environment,
): Promise<void> {
  return withRuntime(options, environment, async ({ runtime: { persistence, tenantId }, reporter }) => {
    const created = await createApiKey({ persistence, tenantId, actor: "local", name, scopes });
    process.stdout.write(`${options.json ? JSON.stringify({ tenantId, ...created }) : created.key}\n`);
    reporter.step(`Key ${name} of the tenant ${tenantId} may ${created.scopes.join(", ")}. It is not shown again.`);
    reporter.step("A server that was started without any authentication asks for keys after it is started again.");
  });
}
