import { createRuntime, type Environment, loadConfig } from "@cs/runtime";
import { runUntilStopped } from "../run-until-stopped.ts";
import { serveStdio } from "./serve-stdio.ts";

/**
 * Starts the product and serves one client over standard input and output until it ends, then ends the process.
 * Everything it has to say apart from the protocol goes to stderr. Throws a `CsError` when it cannot start.
 */
export async function runStdioServer(environment: Environment): Promise<never> {
  return runUntilStopped(async () => {
    const runtime = await createRuntime(loadConfig(environment));
    const server = await serveStdio(runtime);
    return {
      ended: server.ended,
      async close() {
        await server.close();
        await runtime.close();
      },
    };
  });
}
