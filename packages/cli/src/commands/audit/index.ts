import type { Environment } from "@cs/runtime";
import { Command } from "commander";
import { type PruneOptions, prune } from "./prune.ts";
import { seal } from "./seal.ts";
import { type VerifyOptions, verify } from "./verify.ts";

/** `cs audit …`: whether the log of all changes is as it was written. */
export function auditCommand(environment: Environment): Command {
  const command = new Command("audit").description("seal and verify the log of all changes, and remove what is old");
  command
    .command("verify")
    .description("check every entry against the chain of seals; exit code 1 when something is wrong")
    .option("--checkpoint <file>", "also compare the end of the chain with this file, then bring the file up to date")
    .option("--json", "print the whole report as JSON")
    .action((options: VerifyOptions) => verify(options, environment));
  command
    .command("seal")
    .description("chain the entries that are not sealed yet")
    .option("--json", "print the number of entries as JSON")
    .action((options) => seal(options, environment));
  command
    .command("prune")
    .description("seal, verify and remove entries older than AUDIT_LOG_RETENTION_DAYS")
    .option("--despite-faults", "also when the log has faults")
    .option("--json", "print the number of entries as JSON")
    .action((options: PruneOptions) => prune(options, environment));
  return command;
}
