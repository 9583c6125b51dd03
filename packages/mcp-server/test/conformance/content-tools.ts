import { type FixtureTool, text } from "./fixture-tool.ts";
import { png, wav } from "./samples.ts";

const image = { type: "image", data: png, mimeType: "image/png" } as const;

/** Tools whose answers are of each kind of content. */
export const contentTools: readonly FixtureTool[] = [
  {
    name: "test_simple_text",
    description: "Answers with text.",
    call: () => [text("This is a simple text response for testing.")],
  },
  { name: "test_image_content", description: "Answers with an image.", call: () => [image] },
  {
    name: "test_audio_content",
    description: "Answers with a sound.",
    call: () => [{ type: "audio", data: wav, mimeType: "audio/wav" }],
  },
  {
    name: "test_embedded_resource",
    description: "Answers with a resource.",
    call: () => [
      {
        type: "resource",
        resource: {
          uri: "test://embedded-resource",
          mimeType: "text/plain",
          text: "This is an embedded resource content.",
        },
      },
    ],
  },
  {
    name: "test_multiple_content_types",
    description: "Answers with text, an image and a resource.",
    call: () => [
      text("Multiple content types test:"),
      image,
      {
        type: "resource",
        resource: {
          uri: "test://mixed-content-resource",
          mimeType: "application/json",
          text: JSON.stringify({ test: "data", value: 123 }),
        },
      },
    ],
  },
  {
    name: "test_error_handling",
    description: "Always fails.",
    call: () => {
      throw new Error("This tool intentionally returns an error for testing");
    },
  },
  {
    name: "json_schema_2020_12_tool",
    description: "Tool with JSON Schema 2020-12 features",
    inputSchema: {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      $defs: {
        address: { type: "object", properties: { street: { type: "string" }, city: { type: "string" } } },
      },
      properties: { name: { type: "string" }, address: { $ref: "#/$defs/address" } },
      additionalProperties: false,
    },
    call: () => [text("The schema is what is asked for.")],
  },
];
