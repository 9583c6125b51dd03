import type { Environment } from "@cs/runtime";
import { Command } from "commander";
import { type SetTenantOptions, setTenant } from "./set.ts";
import { showTenant } from "./show.ts";

/** `cs tenant …`: what holds for a company's data as a whole. */
export function tenantCommand(environment: Environment): Command {
  const command = new Command("tenant").description("see and change what holds for all data of the company");
  command
    .command("show")
    .description("print name, time zone and reporting currency")
    .option("--json", "print one JSON document")
    .action((options) => showTenant(options, environment));
  command
    .command("set")
    .description("change the time zone; days of use are counted anew, stored scores stay as they are")
    .requiredOption("--time-zone <name>", "IANA name such as Europe/Berlin; decides on which day an instant falls")
    .option("--json", "print the tenant as one JSON document")
    .action((options: SetTenantOptions) => setTenant(options, environment));
  return command;
}
