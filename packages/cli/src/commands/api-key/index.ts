import { scopes } from "@cs/models";
import type { Environment } from "@cs/runtime";
import { Command, Option } from "commander";
import { type CreateKeyOptions, createKey } from "./create.ts";
import { listKeys } from "./list.ts";
import { revokeKey } from "./revoke.ts";

/** `cs api-key …`: who may call over HTTP. */
export function apiKeyCommand(environment: Environment): Command {
  const command = new Command("api-key").description(
    "create, list and revoke the keys with which programs call over HTTP",
  );
  command
    .command("create <name>")
    .description("create a key of the tenant and show it, this once")
    .addOption(new Option("--scope <scopes...>", "what it may do").choices(scopes).default(["cs:read"]))
    .option("--json", "print one JSON document")
    .action((name: string, options: CreateKeyOptions) => createKey(name, options, environment));
  command
    .command("list")
    .description("list the tenant's keys, revoked ones too, and when each was used last")
    .option("--json", "print one JSON document")
    .action((options) => listKeys(options, environment));
  command
    .command("revoke <name>")
    .description("end a key for good, from the next call on")
    .action((name: string) => revokeKey(name, environment));
  return command;
}
