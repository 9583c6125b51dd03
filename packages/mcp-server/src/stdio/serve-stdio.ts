import { setImmediate as nextTurn } from "node:timers/promises";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { createServer, type ServerRuntime } from "../create-server.ts";
import { trackCalls } from "./track-calls.ts";

const lastCallMilliseconds = 1000;

/**
 * Serves one client over standard input and output, and resolves when the client closes its end. The client may vanish
 * without a word: end of input and a broken output both count as closed.
 */
export async function serveStdio(runtime: ServerRuntime): Promise<void> {
  const calls = trackCalls(runtime.executor);
  const server = createServer({ ...runtime, executor: calls.executor });
  const closed = new Promise<void>((resolve) => {
    process.stdin.once("end", resolve);
    process.stdin.once("close", resolve);
    process.stdin.once("error", () => resolve());
    process.stdout.once("error", () => resolve());
    server.onclose = resolve;
  });
  await server.connect(new StdioServerTransport());
  await closed;
  // A client may send its last call and close its end at once; it still reads the answer.
  await nextTurn();
  await calls.idle(lastCallMilliseconds);
  await nextTurn();
  await server.close();
}
