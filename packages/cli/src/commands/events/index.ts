import type { Environment } from "@cs/runtime";
import { Command } from "commander";
import { parsePositive } from "../../settings.ts";
import { accept } from "./accept.ts";
import { type DeadLettersOptions, deadLetters } from "./dead-letters.ts";

/** `cs events …`: what other servers tell, and what nobody could deal with. */
export function eventsCommand(environment: Environment): Command {
  const command = new Command("events").description("take events of other servers, and see those that were given up");
  command
    .command("accept <file>")
    .description("take CloudEvents of a file, JSON or one per line, or of stdin with -; each takes effect once")
    .option("--json", "print what became of each event as JSON")
    .addHelpText("after", "\nEnds with exit code 1 when an event is refused. Repeated events are fine.")
    .action((file: string, options) => accept(file, options, environment));
  command
    .command("dead-letters")
    .description("list the events on Redis that consumers gave up, newest first, with the reason")
    .option("--limit <n>", "at most so many", parsePositive, 50)
    .option("--json", "print one JSON document")
    .action((options: DeadLettersOptions) => deadLetters(options, environment));
  return command;
}
