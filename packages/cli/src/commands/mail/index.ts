import { messageCategories, suppressionScopes } from "@cs/models";
import type { Environment } from "@cs/runtime";
import { Command, Option } from "commander";
import { type ConsentOptions, consent } from "./consent.ts";
import { type ShowOptions, showPermissions } from "./show.ts";
import { type SuppressOptions, suppressMail, unsuppressMail } from "./suppress.ts";

/** `cs mail …`: what addresses may be sent. */
export function mailCommand(environment: Environment): Command {
  const command = new Command("mail").description("see and change which addresses may be sent which e-mails");
  const scope = () => new Option("--scope <scope>", "which e-mails").choices(suppressionScopes).default("all");
  command
    .command("show <emails...>")
    .description("show suppressions and consents that are in force")
    .option("--json", "print one JSON document")
    .action((emails: string[], options: ShowOptions) => showPermissions(emails, options, environment));
  command
    .command("suppress <emails...>")
    .description("send nothing more to addresses")
    .addOption(scope())
    .requiredOption("--reason <text>", "who asked for it")
    .action((emails: string[], options: SuppressOptions) => suppressMail(emails, options, environment));
  command
    .command("unsuppress <emails...>")
    .description("end suppressions, whatever their reason; SendGrid keeps a list of its own")
    .addOption(scope())
    .requiredOption("--reason <text>", "why they may be written to again")
    .action((emails: string[], options: SuppressOptions) => unsuppressMail(emails, options, environment));
  command
    .command("consent <emails...>")
    .description("note that people agreed to e-mails of a category, or no longer do")
    .addOption(new Option("--category <category>", "which e-mails").choices(messageCategories).default("marketing"))
    .requiredOption("--source <text>", "where they said so, as a form or a call")
    .option("--withdraw", "they no longer agree")
    .action((emails: string[], options: ConsentOptions) => consent(emails, options, environment));
  return command;
}
