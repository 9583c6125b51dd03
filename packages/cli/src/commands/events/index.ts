import type { Environment } from "@cs/runtime";
import { Command } from "commander";
import { accept } from "./accept.ts";

/** `cs events …`: what other servers tell. */
export function eventsCommand(environment: Environment): Command {
  const command = new Command("events").description("take events of other servers");
  command
    .command("accept <file>")
    .description("take CloudEvents of a file, JSON or one per line, or of stdin with -; each takes effect once")
    .option("--json", "print what became of each event as JSON")
    .addHelpText("after", "\nEnds with exit code 1 when an event is refused. Repeated events are fine.")
    .action((file: string, options) => accept(file, options, environment));
  return command;
}
