import type { Config } from "@cs/runtime";
import { style } from "../terminal/style.ts";
import { clientConfig, clients, configPlaces } from "./client-config.ts";

const out = process.stderr;

/** Prints how each client connects: over HTTP while this server runs, or over stdio by starting its own. */
export function showClientConfig(config: Config, tenantId: string, url: string): void {
  out.write(`\n${style("bold", "Connect an assistant", out)}\n`);
  out.write(`  Over HTTP, while this server runs: ${url}\n`);
  out.write("  Or let the client start its own server on the same data:\n");
  for (const client of clients) {
    out.write(`\n  ${style("bold", client, out)}: ${configPlaces[client]}\n`);
    const json = JSON.stringify(clientConfig(client, config, tenantId), null, 2);
    out.write(`${json.replaceAll(/^/gm, "    ")}\n`);
  }
  out.write("\n");
}
