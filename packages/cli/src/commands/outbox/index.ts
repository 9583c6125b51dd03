import type { Environment } from "@cs/runtime";
import { Command, Option } from "commander";
import { parsePositive } from "../../settings.ts";
import { listOutbox, type OutboxListOptions, states } from "./list.ts";
import { type OutboxReplayOptions, replayOutbox } from "./replay.ts";

/** `cs outbox …`: what is to be delivered to other systems, and what could not be. */
export function outboxCommand(environment: Environment): Command {
  const command = new Command("outbox").description("see what is delivered to other systems, and replay dead letters");
  command
    .command("list")
    .description("list deliveries, newest first, with their attempts and last errors")
    .addOption(new Option("--state <state>", "only those in this state").choices(states))
    .option("--limit <n>", "at most so many", parsePositive, 50)
    .option("--json", "print one JSON document")
    .action((options: OutboxListOptions) => listOutbox(options, environment));
  command
    .command("replay [ids...]")
    .description("deliver dead letters again, those that are named or all of them")
    .option("--all-dead", "every dead letter of the tenant")
    .option("--json", "print the number as JSON")
    .action((ids: string[], options: OutboxReplayOptions) => replayOutbox(ids, options, environment));
  return command;
}
