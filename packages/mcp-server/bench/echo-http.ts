// Serves the echo server over Streamable HTTP as the SDK shows it, with sessions and nothing else. Prints its URL
// and ends with its input.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { createEchoServer } from "./echo-server.ts";

const sessions = new Map<string, StreamableHTTPServerTransport>();

const http = createServer(async (request, response) => {
  const session = sessions.get(String(request.headers["mcp-session-id"]));
  const transport = session ?? (await openSession());
  await transport.handleRequest(request, response, await json(request));
});

async function openSession(): Promise<StreamableHTTPServerTransport> {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: () => randomUUID(),
    onsessioninitialized: (id) => {
      sessions.set(id, transport);
    },
  });
  await createEchoServer().connect(transport);
  return transport;
}

// As long as the product: users pause while the other server has its turn.
http.keepAliveTimeout = 75_000;
http.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`);
});
process.stdin.resume().on("end", () => process.exit());
