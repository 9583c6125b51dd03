import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { WorkspaceHealth } from "./health.ts";
import { respond } from "./respond.ts";

const HOST = "127.0.0.1";
const headers = {
  // No script runs, whatever a name contains.
  "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** Serves the pages to this machine and prints the address. */
export function listen(healths: readonly WorkspaceHealth[], port: number): void {
  const server = createServer(({ method = "GET", url = "/" }, response) => {
    const { status, type, body, more } = respond(healths, method, url);
    response.writeHead(status, { ...headers, ...more, "content-type": `${type}; charset=utf-8` });
    response.end(method === "HEAD" ? undefined : body);
  });
  server.on("error", (error) => {
    console.error(`The server cannot listen on port ${port}: ${error.message}. Choose another with --port.`);
    process.exitCode = 1;
  });
  server.listen(port, HOST, () => {
    const address = server.address() as AddressInfo;
    console.log(`${healths.length} workspaces on http://${HOST}:${address.port}/`);
  });
}
