// Serves the echo server over stdio.
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { createEchoServer } from "./echo-server.ts";

await createEchoServer().connect(new StdioServerTransport());
