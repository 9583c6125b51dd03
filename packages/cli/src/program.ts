import { runStdioServer } from "@cs/mcp-server";
import { type Environment, variables } from "@cs/runtime";
import { Argument, Command } from "commander";
import { type Client, clients } from "./client-config/client-config.ts";
import { type ImportCommandOptions, importCommand } from "./commands/import.ts";
import { migrate } from "./commands/migrate.ts";
import { printConfig } from "./commands/print-config.ts";
import { type StartOptions, start } from "./commands/start.ts";
import { parseDay } from "./settings.ts";

const asOf = ["--as-of <date>", "the day that counts as today, for data that ends in the past", parseDay] as const;

/** The `cs` command. */
export function createProgram(environment: Environment): Command {
  const program = new Command("cs")
    .description("Customer success for AI assistants: accounts, health scores and an MCP server over your own data.")
    .addHelpText("after", `\nEnvironment:\n${environmentHelp()}`);

  program
    .command("start")
    .description("start the database, score all accounts, show who is at risk and serve MCP over HTTP")
    .option("--import <folder>", "import the CSV files of a folder first")
    .option("--mapping <file>", "which columns of those files hold what")
    .option(...asOf)
    .option("--port <port>", "port of the MCP endpoint (default: 8082)")
    .option("--once", "end after the table instead of serving")
    .option("--json", "print one JSON document instead of tables")
    .option("--no-demo", "keep an empty database empty instead of showing the demo portfolio")
    .action((options: StartOptions) => start(options, environment));

  program
    .command("import <folder>")
    .description("import the CSV files of a folder; running it again writes nothing twice")
    .requiredOption("--mapping <file>", "which columns of the files hold what")
    .option(...asOf)
    .option("--json", "print the whole report as JSON")
    .action((folder: string, options: ImportCommandOptions) => importCommand(folder, options, environment));

  program
    .command("mcp")
    .description("serve MCP over stdio; this is what an assistant starts")
    .action(() => runStdioServer(environment));

  program
    .command("migrate")
    .description("bring the database schema up to date")
    .action(() => migrate(environment));

  program
    .command("print-config")
    .description("print the configuration with which a client starts the server")
    .addArgument(new Argument("<client>", "which client").choices(clients))
    .action((client: Client) => printConfig(client, environment));

  return program;
}

function environmentHelp(): string {
  const width = Math.max(...Object.keys(variables).map((name) => name.length)) + 2;
  return Object.entries(variables)
    .map(([name, text]) => `  ${name.padEnd(width)}${text}`)
    .join("\n");
}
