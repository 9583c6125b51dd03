import { runUntilStopped, serveStdio } from "@cs/mcp-server";
import { createRuntime, type Environment, loadConfig } from "@cs/runtime";

/** Serves MCP over stdio: what an assistant starts. */
export async function mcp(environment: Environment): Promise<void> {
  await runUntilStopped(async () => {
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
