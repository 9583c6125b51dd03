import { type Environment, loadConfig } from "@cs/runtime";
import { defaultTenantId } from "@cs/services";
import { type Client, clientConfig, configPlaces } from "../client-config/client-config.ts";

/** Prints the configuration of one client, ready to paste. The place to paste it goes to stderr. */
export function printConfig(client: Client, environment: Environment): void {
  const config = loadConfig(environment);
  process.stdout.write(
    `${JSON.stringify(clientConfig(client, config, config.tenantId ?? defaultTenantId), null, 2)}\n`,
  );
  process.stderr.write(`Paste it into ${configPlaces[client]}.\n`);
  if (config.databaseUrl !== null) {
    process.stderr.write("DATABASE_URL is not printed, because it holds a password: add DATABASE_URL_FILE to env.\n");
  }
}
