import type { Environment } from "@cs/runtime";
import { Command } from "commander";
import { parseDay } from "../../settings.ts";
import { syncIntercom } from "./intercom.ts";
import { syncMixpanel } from "./mixpanel.ts";
import type { SyncCommandOptions } from "./run-sync.ts";
import { syncZendesk } from "./zendesk.ts";

/** `cs sync …`: reads from other systems what has changed there. */
export function syncCommand(environment: Environment): Command {
  const command = new Command("sync").description("read from other systems what has changed there, now");
  command
    .command("zendesk")
    .description("read the tickets that have changed since the last time; workers do the same every five minutes")
    .option("--since <date>", "also read again what changed from this day on", parseDay)
    .option("--json", "print the whole report as JSON")
    .action((options: SyncCommandOptions) => syncZendesk(options, environment));
  command
    .command("intercom")
    .description(
      "read the contacts that have changed since the last time; workers do the same every quarter of an hour",
    )
    .option("--since <date>", "also read again what changed from this day on", parseDay)
    .option("--json", "print the whole report as JSON")
    .action((options: SyncCommandOptions) => syncIntercom(options, environment));
  command
    .command("mixpanel")
    .description("read the events since the last time, with late ones; workers do the same every hour")
    .option("--since <date>", "read what happened from this day on, also what was read before", parseDay)
    .option("--json", "print the whole report as JSON")
    .action((options: SyncCommandOptions) => syncMixpanel(options, environment));
  return command;
}
