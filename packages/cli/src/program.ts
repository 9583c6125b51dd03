import { runStdioServer } from "@cs/mcp-server";
import { churnModelKinds, type Vendor, vendors } from "@cs/models";
import { defaultHistoryDays } from "@cs/portfolio";
import { type Environment, variables } from "@cs/runtime";
import { Argument, Command, Option } from "commander";
import { type Client, clients } from "./client-config/client-config.ts";
import { apiKeyCommand } from "./commands/api-key/index.ts";
import { auditCommand } from "./commands/audit/index.ts";
import { type BacktestCommandOptions, backtestCommand } from "./commands/backtest.ts";
import { type BackupCommandOptions, backup } from "./commands/backup.ts";
import { eventsCommand } from "./commands/events/index.ts";
import { type ImportCommandOptions, importCommand } from "./commands/import.ts";
import { jobs } from "./commands/jobs.ts";
import { type ListToolsOptions, listTools } from "./commands/list-tools.ts";
import { mailCommand } from "./commands/mail/index.ts";
import { migrate } from "./commands/migrate.ts";
import { outboxCommand } from "./commands/outbox/index.ts";
import { type PortfolioCommandOptions, portfolio } from "./commands/portfolio.ts";
import { printConfig } from "./commands/print-config.ts";
import { restoreCommand } from "./commands/restore.ts";
import { type ScoreOptions, score } from "./commands/score.ts";
import { scorecardCommand } from "./commands/scorecard/index.ts";
import { type StartOptions, start } from "./commands/start.ts";
import { syncCommand } from "./commands/sync/index.ts";
import { tenantCommand } from "./commands/tenant/index.ts";
import { type TestConnectionOptions, testConnection } from "./commands/test-connection.ts";
import { worker } from "./commands/worker.ts";
import { asOfOption, parseDay, parseLeads, parsePositive, parseWholeNumber, type SettingOptions } from "./settings.ts";
import { type SurfaceOptions, surfaceEnvironment, withSurfaceOptions } from "./surface-options.ts";

/** The `cs` command. */
export function createProgram(environment: Environment): Command {
  const program = new Command("cs")
    .description("Customer success for AI assistants: accounts, health scores and an MCP server over your own data.")
    .addHelpText("after", `\nEnvironment:\n${environmentHelp()}`);

  withSurfaceOptions(program.command("start"))
    .description("start the database, score all accounts, show who is at risk and serve MCP over HTTP")
    .option("--import <folder>", "import the CSV files of a folder first")
    .option("--mapping <file>", "which columns of those files hold what")
    .option(...asOfOption)
    .option("--port <port>", "port of the MCP endpoint (default: 8082)")
    .option("--once", "end after the table instead of serving")
    .option("--json", "print one JSON document instead of tables")
    .option("--no-demo", "keep an empty database empty instead of showing the demo portfolio")
    .action((options: StartOptions & SurfaceOptions) => start(options, surfaceEnvironment(options, environment)));

  program
    .command("import <folder>")
    .description("import the CSV files of a folder; running it again writes nothing twice")
    .requiredOption("--mapping <file>", "which columns of the files hold what")
    .option(...asOfOption)
    .option("--json", "print the whole report as JSON")
    .action((folder: string, options: ImportCommandOptions) => importCommand(folder, options, environment));

  program
    .command("score")
    .description("score every customer on a day, and on days before it for trends, and store the results")
    .option(...asOfOption)
    .option("--since <date>", "also score past days, from this one on", parseDay)
    .option("--every <days>", "days from one scored day to the next", parsePositive, 7)
    .option("--json", "print the number of scores by day as JSON")
    .action((options: ScoreOptions) => score(options, environment));

  program.addCommand(scorecardCommand(environment));

  program
    .command("backtest")
    .description(
      "test on stored history how early churn would have been known, and train and store models; takes minutes, in this process",
    )
    .option("--lead <months>", "months between a score and the decisions it should know of", parseLeads, [1, 2, 3, 6])
    .addOption(new Option("--model <kind>", "how models are trained").choices(churnModelKinds).default("logistic"))
    .option("--from <date>", "first day to look at (default: 24 months before the last)", parseDay)
    .option("--to <date>", "last day whose decisions are known (default: as far as they were delivered)", parseDay)
    .option("--renewal-dates", "also learn from opt-out dates: only if past terms are stored as they were")
    .option("--html <file>", "also write the report with its charts as one HTML file")
    .option("--tenant <id>", "another tenant than the configured one")
    .option(...asOfOption)
    .option("--json", "print the whole report as JSON")
    .action((options: BacktestCommandOptions) => backtestCommand(options, environment));

  program
    .command("worker")
    .description("do background work, such as rescoring once a day; several workers share one database")
    .option(...asOfOption)
    .action((options: SettingOptions) => worker(options, environment));

  program
    .command("jobs")
    .description("list background jobs and how far they are, and what waits in the outbox")
    .option("--json", "print one JSON document")
    .action((options) => jobs(options, environment));

  program.addCommand(outboxCommand(environment));
  program.addCommand(mailCommand(environment));
  program.addCommand(eventsCommand(environment));

  program
    .command("portfolio")
    .description("write a synthetic portfolio of invented companies as CSV files that import reads")
    .requiredOption("--out <folder>", "new or empty folder for the files and their mapping.json")
    .option("--accounts <n>", "how many accounts, up to 1000000", parseWholeNumber, 1000)
    .option("--seed <n>", "another seed gives another portfolio", parseWholeNumber, 1)
    .option("--as-of <date>", "last day of the history (default: the day that counts as today)", parseDay)
    .option("--history-days <n>", "days of history, 30 to 3650", parseWholeNumber, defaultHistoryDays)
    .option("--from <n>", "only the accounts from this number on, counted from 0, for shards", parseWholeNumber, 0)
    .option("--count <n>", "only so many accounts (default: all that are left)", parseWholeNumber)
    .option("--truth <file>", "also write what is hidden behind the facts, one JSON document per account")
    .option("--json", "print one JSON document instead of a summary")
    .action((options: PortfolioCommandOptions) => portfolio(options, environment));

  withSurfaceOptions(program.command("mcp"))
    .description("serve MCP over stdio; this is what an assistant starts")
    .action((options: SurfaceOptions) => runStdioServer(surfaceEnvironment(options, environment)));

  withSurfaceOptions(program.command("list-tools"))
    .description("list the tools that a server shows, with what their definitions cost a model")
    .option("--json", "print one JSON document")
    .action((options: ListToolsOptions) => listTools(options, environment));

  program
    .command("migrate")
    .description("bring the database schema up to date")
    .action(() => migrate(environment));

  program
    .command("backup <file>")
    .description("write the whole database, all tenants of it, into a new file, while it is in use")
    .option("--json", "print what is in the backup as JSON")
    .action((file: string, options: BackupCommandOptions) => backup(file, options, environment));

  program
    .command("restore <file>")
    .description("fill an empty database from a backup, or change nothing")
    .option("--json", "print what was restored as JSON")
    .action((file: string, options: BackupCommandOptions) => restoreCommand(file, options, environment));

  program
    .command("test-connection")
    .description(
      "ask the vendors that are configured, or one of them, whether they accept the credentials, and as whom",
    )
    .addArgument(new Argument("[vendor]", "which vendor").choices(vendors))
    .option("--json", "print one JSON document")
    .action((vendor: Vendor | undefined, options: TestConnectionOptions) =>
      testConnection(vendor, options, environment),
    );

  program.addCommand(syncCommand(environment));
  program.addCommand(auditCommand(environment));
  program.addCommand(tenantCommand(environment));
  program.addCommand(apiKeyCommand(environment));

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
