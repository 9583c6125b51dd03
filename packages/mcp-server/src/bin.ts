#!/usr/bin/env node
import { CsError } from "@cs/models";
import { createLogger, createRuntime, loadConfig } from "@cs/runtime";
import { runUntilStopped } from "./run-until-stopped.ts";
import { serveStdio } from "./stdio/serve-stdio.ts";

/** The MCP server over standard input and output. Everything it has to say apart from the protocol goes to stderr. */
async function main(): Promise<void> {
  await runUntilStopped(async () => {
    const runtime = await createRuntime(loadConfig(process.env));
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

main().catch((error: unknown) => {
  const hint = CsError.isInstance(error) ? error.hint : undefined;
  createLogger("error").error({ error, hint }, "the server cannot start");
  process.exit(1);
});
