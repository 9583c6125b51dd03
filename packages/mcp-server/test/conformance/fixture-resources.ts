import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CompleteRequestSchema,
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  McpError,
  ReadResourceRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { png } from "./samples.ts";

const fixed = [
  {
    uri: "test://static-text",
    name: "static text",
    description: "Text that does not change.",
    mimeType: "text/plain",
    content: { text: "This is the content of the static text resource." },
  },
  {
    uri: "test://static-binary",
    name: "static binary",
    description: "An image that does not change.",
    mimeType: "image/png",
    content: { blob: png },
  },
  {
    uri: "test://watched-resource",
    name: "watched",
    description: "A resource to subscribe to.",
    mimeType: "text/plain",
    content: { text: "It does not change." },
  },
];

const template = {
  uriTemplate: "test://template/{id}/data",
  name: "template",
  description: "Data under an id.",
  mimeType: "application/json",
};

/** Offers the resources that the suite names, subscriptions to them and completion. */
export function serveFixtureResources(server: Server): void {
  const subscribed = new Set<string>();
  server.setRequestHandler(ListResourcesRequestSchema, () => ({
    resources: fixed.map(({ content: _, ...resource }) => resource),
  }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: [template] }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params: { uri } }) => ({ contents: [read(uri)] }));
  server.setRequestHandler(SubscribeRequestSchema, ({ params: { uri } }) => {
    subscribed.add(uri);
    return {};
  });
  server.setRequestHandler(UnsubscribeRequestSchema, ({ params: { uri } }) => {
    subscribed.delete(uri);
    return {};
  });
  server.setRequestHandler(CompleteRequestSchema, ({ params: { argument } }) => ({
    completion: { values: ["test", "testing"].filter((value) => value.startsWith(argument.value)), hasMore: false },
  }));
}

function read(uri: string) {
  const found = fixed.find((resource) => resource.uri === uri);
  if (found) return { uri, mimeType: found.mimeType, ...found.content };
  const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1];
  if (id === undefined) throw new McpError(ErrorCode.InvalidParams, `There is no resource ${uri}`);
  const data = { id, templateTest: true, data: `Data for ID: ${id}` };
  return { uri, mimeType: template.mimeType, text: JSON.stringify(data) };
}
