import { surfaceOf, toolOfOperation } from "@cs/mcp-server";
import { type Environment, loadConfig } from "@cs/runtime";
import { operations } from "@cs/services";
import { type SurfaceOptions, surfaceEnvironment } from "../surface-options.ts";
import { renderTable } from "../terminal/table.ts";

const columns = [
  { title: "Tool" },
  { title: "Toolset" },
  { title: "Effect" },
  { title: "Tokens", align: "right" },
] as const;

export interface ListToolsOptions extends SurfaceOptions {
  readonly json?: true;
}

/** Prints the tools that a server with these settings shows. Needs no database. */
export async function listTools(options: ListToolsOptions, environment: Environment): Promise<void> {
  const { surface } = loadConfig(surfaceEnvironment(options, environment));
  // Only this command needs the vocabulary, which takes a second to load.
  const { countTokens } = await import("gpt-tokenizer/encoding/o200k_base");
  const tools = surfaceOf(operations, surface).operations.map((operation) => {
    const { name, description, inputSchema } = toolOfOperation(operation);
    const tokens = countTokens(JSON.stringify({ name, description, inputSchema }));
    return { name, toolset: operation.category, effect: operation.effect, tokens };
  });
  const total = tools.reduce((sum, { tokens }) => sum + tokens, 0);
  if (options.json) process.stdout.write(`${JSON.stringify({ tools, tokens: total })}\n`);
  else {
    const rows = tools.map(({ name, toolset, effect, tokens }) => [name, toolset, effect, String(tokens)]);
    process.stdout.write(`${renderTable(columns, rows, process.stdout)}\n`);
    process.stdout.write(`${tools.length} tools, ${total} tokens (o200k)\n`);
  }
}
