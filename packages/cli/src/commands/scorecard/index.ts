import type { Environment } from "@cs/runtime";
import { Command } from "commander";
import { asOfOption, parsePositive } from "../../settings.ts";
import { listScorecards } from "./list.ts";
import { type PublishScorecardOptions, publishScorecard } from "./publish.ts";
import { showScorecard } from "./show.ts";

/** `cs scorecard …`: what scores are made of. */
export function scorecardCommand(environment: Environment): Command {
  const command = new Command("scorecard").description(
    "see, preview and publish scorecards and who is scored by which",
  );
  command
    .command("list")
    .description("list published scorecards and the rules that pick them")
    .option("--json", "print one JSON document")
    .action((options) => listScorecards(options, environment));
  command
    .command("show <id>")
    .description("print a scorecard as JSON, ready to be edited and published as the next version")
    .option("--version <number>", "this version instead of the newest", parsePositive)
    .action((id: string, options) => showScorecard(id, options, environment));
  command
    .command("publish [file]")
    .description("preview what a scorecard or rules change for every customer, then publish")
    .option("--rules <file>", "rules that pick scorecards by segment and lifecycle stage")
    .option("--default", "also make the scorecard the one of all accounts that no other rule takes")
    .option("--dry-run", "only preview")
    .option("--yes", "publish without asking")
    .option("--reason <text>", "why, for the audit log")
    .option(...asOfOption)
    .option("--json", "print preview and result as one JSON document; publishes only with --yes")
    .action((file: string | undefined, options: PublishScorecardOptions) =>
      publishScorecard(file, options, environment),
    );
  return command;
}
