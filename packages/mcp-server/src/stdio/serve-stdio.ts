import { pipeline } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Runtime } from "@cs/runtime";
import { localPrincipal } from "@cs/services";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { createServer, type ServerRuntime } from "../create-server.ts";
import type { RunningServer } from "../run-until-stopped.ts";
import { trackCalls } from "../track-calls.ts";
import { dropLongLines } from "./drop-long-lines.ts";

const lastCallMilliseconds = 1000;
/** As much as the SDK accepts in one request over HTTP. */
const longestMessageBytes = 4 * 1024 * 1024;

/** What MCP over stdio needs of the running product. */
export type StdioRuntime = ServerRuntime & Pick<Runtime, "tenantId">;

/**
 * Serves one client over standard input and output; it has ended when the client closed its end. The client may vanish
 * without a word: end of input and a broken output both count as closed. Closing lets running calls finish for 1 s, as
 * a client may send its last call and close its end at once: it still reads the answer.
 */
export async function serveStdio(runtime: StdioRuntime): Promise<RunningServer> {
  const calls = trackCalls(runtime.executor);
  const server = createServer({ ...runtime, executor: calls.executor }, localPrincipal(runtime.tenantId));
  const input = dropLongLines(longestMessageBytes, (bytes) => {
    runtime.log.warn({ bytes }, "dropped a message that is too long");
  });
  const ended = new Promise<void>((resolve) => {
    pipeline(process.stdin, input, () => resolve());
    input.once("end", resolve);
    process.stdout.once("error", () => resolve());
    server.onclose = resolve;
  });
  server.onerror = (error) => runtime.log.warn({ error }, "a message could not be handled");
  await server.connect(new StdioServerTransport(input));
  return {
    ended,
    async close() {
      await nextTurn();
      await calls.idle(lastCallMilliseconds);
      await nextTurn();
      await server.close();
    },
  };
}
