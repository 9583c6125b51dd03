import { type ElicitRequestFormParams, ElicitResultSchema } from "@modelcontextprotocol/sdk/types.js";
import { type FixtureCall, type FixtureTool, text } from "./fixture-tool.ts";

type RequestedSchema = ElicitRequestFormParams["requestedSchema"];

const noDefaults: RequestedSchema = {
  type: "object",
  properties: {
    username: { type: "string", description: "User's response" },
    email: { type: "string", description: "User's email address" },
  },
  required: ["username", "email"],
};

const defaults: RequestedSchema = {
  type: "object",
  properties: {
    name: { type: "string", default: "John Doe" },
    age: { type: "integer", default: 30 },
    score: { type: "number", default: 95.5 },
    status: { type: "string", enum: ["active", "inactive", "pending"], default: "active" },
    verified: { type: "boolean", default: true },
  },
};

const values = ["option1", "option2", "option3"];
const titled = (word: string) =>
  ["First", "Second", "Third"].map((title, index) => ({ const: `value${index + 1}`, title: `${title} ${word}` }));

const choices: RequestedSchema = {
  type: "object",
  properties: {
    untitledSingle: { type: "string", enum: values },
    titledSingle: { type: "string", oneOf: titled("Option") },
    legacyEnum: {
      type: "string",
      enum: ["opt1", "opt2", "opt3"],
      enumNames: ["Option One", "Option Two", "Option Three"],
    },
    untitledMulti: { type: "array", items: { type: "string", enum: values } },
    titledMulti: { type: "array", items: { anyOf: titled("Choice") } },
  },
};

/** Tools that ask the user something while they run. */
export const elicitationTools: readonly FixtureTool[] = [
  {
    name: "test_elicitation",
    description: "Asks the user for a name and an address.",
    inputSchema: {
      type: "object",
      properties: { message: { type: "string", description: "The message to show the user" } },
      required: ["message"],
    },
    call: ({ message }, call) => elicit(call, String(message), noDefaults),
  },
  {
    name: "test_elicitation_sep1034_defaults",
    description: "Asks with a default of every primitive type.",
    call: (_, call) => elicit(call, "Please confirm", defaults),
  },
  {
    name: "test_elicitation_sep1330_enums",
    description: "Asks with every form of a choice.",
    call: (_, call) => elicit(call, "Please choose", choices),
  },
];

async function elicit({ sendRequest }: FixtureCall, message: string, requestedSchema: RequestedSchema) {
  const params = { mode: "form" as const, message, requestedSchema };
  const { action, content } = await sendRequest({ method: "elicitation/create", params }, ElicitResultSchema);
  return [text(`Elicitation completed: action=${action}, content=${JSON.stringify(content ?? {})}`)];
}
