import { readFileSync } from "node:fs";
import { join } from "node:path";
import { secretVariables, variables } from "@cs/runtime";
import { z } from "zod";
import { manifestFormat, type ServerManifest, serverManifestSchema } from "./server-manifest-schema.ts";

const packageFile = join(import.meta.dirname, "..", "..", "packages", "mcp-server", "package.json");

const packageSchema = z.object({ name: z.string(), mcpName: z.string(), version: z.string(), description: z.string() });

/** Settings of a server over HTTP, which the package does not start. */
const ofOthers =
  /^(HTTP_|JWT_|MAX_REQUESTS_|RATE_LIMIT_|METRICS_|MCP_API_KEY$|INTERCOM_CLIENT_SECRET$|[A-Z]+_WEBHOOK_)/;

/** `server.json`: how clients find and start the server, for the MCP registry. Throws when it is not valid there. */
export function serverManifest(): string {
  const { name, mcpName, version, description } = packageSchema.parse(JSON.parse(readFileSync(packageFile, "utf8")));
  const manifest: ServerManifest = {
    $schema: manifestFormat,
    name: mcpName,
    title: "Customer success",
    description,
    version,
    packages: [
      {
        registryType: "npm",
        identifier: name,
        version,
        runtimeHint: "npx",
        transport: { type: "stdio" },
        environmentVariables: Object.entries(variables)
          .filter(([variable]) => !ofOthers.test(variable))
          .map(([variable, text]) => ({
            name: variable,
            description: text,
            ...(secretVariables.some((secret) => secret === variable) && { isSecret: true }),
          })),
      },
    ],
  };
  return `${JSON.stringify(serverManifestSchema.parse(manifest), null, 2)}\n`;
}
