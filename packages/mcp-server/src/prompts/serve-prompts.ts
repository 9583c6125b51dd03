import { visibleLine } from "@cs/models";
import { suggest } from "@cs/services";
import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  McpError,
} from "@modelcontextprotocol/sdk/types.js";
import type { Surface } from "../catalogue/surface.ts";
import { prompts } from "./index.ts";
import type { Prompt } from "./prompt.ts";

/** Offers the prompts whose tools are shown. */
export function servePrompts(server: Server, { operations }: Surface): void {
  const on = new Set(operations.map(({ name }) => name));
  const offered = prompts.filter(({ tools }) => tools.every((tool) => on.has(tool)));

  server.setRequestHandler(ListPromptsRequestSchema, () => ({
    prompts: offered.map(({ name, title, description, arguments: taken }) => ({
      name,
      title,
      description,
      arguments: [...taken],
    })),
  }));

  server.setRequestHandler(GetPromptRequestSchema, ({ params }) => {
    const prompt = offered.find(({ name }) => name === params.name);
    if (!prompt) throw unknownPrompt(params.name, offered);
    const text = textOf(prompt, params.arguments ?? {});
    return { description: prompt.description, messages: [{ role: "user", content: { type: "text", text } }] };
  });
}

function textOf({ title, arguments: taken, steps }: Prompt, given: Readonly<Record<string, string>>): string {
  const missing = taken.find(({ name, required }) => required && !given[name]);
  if (missing) throw new McpError(ErrorCode.InvalidParams, `${missing.name} is required: ${missing.description}`);
  const lines = steps((argument) => visibleLine(given[argument] ?? ""));
  const rule = "Use only what the tools answer; say so where something is unknown.";
  return [`${title}. ${rule}`, "", ...lines.map((line, index) => `${index + 1}. ${line}`)].join("\n");
}

function unknownPrompt(name: string, offered: readonly Prompt[]): McpError {
  const known = offered.map((prompt) => prompt.name);
  const near = suggest(name, known);
  const help = near ? `did you mean ${near}?` : `known are ${known.join(", ")}`;
  return new McpError(ErrorCode.InvalidParams, `There is no prompt ${name.slice(0, 60)}: ${help}`);
}
