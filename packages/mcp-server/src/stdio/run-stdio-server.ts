import { createRuntime, type Environment, loadConfig } from "@cs/runtime";
import { runUntilStopped } from "../run-until-stopped.ts";
import { serveStdio } from "./serve-stdio.ts";

/** With the one that stands for the worker's office, a process holds at most 4. */
const connections = 3;

/**
 * Starts the product and serves one client over standard input and output until it ends, then ends the process.
 * Meanwhile it stands for the office of the worker. Everything it has to say apart from the protocol goes to stderr. Throws a `CsError` when it cannot start.
 */
export async function runStdioServer(environment: Environment): Promise<never> {
  return runUntilStopped(async () => {
    const runtime = await createRuntime(loadConfig(environment), { poolSize: connections });
    const server = await serveStdio(runtime);
    await runtime.startWorker("elected");
    return {
      ended: server.ended,
      async close() {
        await server.close();
        await runtime.close();
      },
    };
  });
}
