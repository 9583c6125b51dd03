import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  type ContentBlock,
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  McpError,
  type Prompt,
} from "@modelcontextprotocol/sdk/types.js";
import { text } from "./fixture-tool.ts";
import { png } from "./samples.ts";

interface FixturePrompt extends Prompt {
  contents(given: Readonly<Record<string, string>>): ContentBlock[];
}

const required = (name: string, description: string) => ({ name, description, required: true });

const prompts: readonly FixturePrompt[] = [
  {
    name: "test_simple_prompt",
    description: "A prompt without arguments.",
    contents: () => [text("This is a simple prompt for testing.")],
  },
  {
    name: "test_prompt_with_arguments",
    description: "A prompt with two arguments.",
    arguments: [required("arg1", "First test argument"), required("arg2", "Second test argument")],
    contents: ({ arg1, arg2 }) => [text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)],
  },
  {
    name: "test_prompt_with_embedded_resource",
    description: "A prompt with a resource.",
    arguments: [required("resourceUri", "URI of the resource to embed")],
    contents: ({ resourceUri: uri = "" }) => [
      {
        type: "resource",
        resource: { uri, mimeType: "text/plain", text: "Embedded resource content for testing." },
      },
      text("Please process the embedded resource above."),
    ],
  },
  {
    name: "test_prompt_with_image",
    description: "A prompt with an image.",
    contents: () => [{ type: "image", data: png, mimeType: "image/png" }, text("Please analyze the image above.")],
  },
];

/** Offers the prompts that the suite names. */
export function serveFixturePrompts(server: Server): void {
  server.setRequestHandler(ListPromptsRequestSchema, () => ({
    prompts: prompts.map(({ contents: _, ...prompt }) => prompt),
  }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) => {
    const prompt = prompts.find(({ name }) => name === params.name);
    if (!prompt) throw new McpError(ErrorCode.InvalidParams, `There is no prompt ${params.name}`);
    const contents = prompt.contents(params.arguments ?? {});
    return { messages: contents.map((content) => ({ role: "user" as const, content })) };
  });
}
