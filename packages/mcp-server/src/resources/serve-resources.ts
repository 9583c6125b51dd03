import { CsError } from "@cs/models";
import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CompleteRequestSchema,
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  McpError,
  ReadResourceRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import type { Surface } from "../catalogue/surface.ts";
import { resources } from "./index.ts";
import type { Resource, ResourceContext } from "./resource.ts";

const json = "application/json";
/** What the protocol answers for an address without a document. */
const notFound = -32_002;
const mostCompletions = 100;

/** Offers the resources whose tools are shown, to read and to complete. */
export function serveResources(server: Server, { operations }: Surface, context: ResourceContext): void {
  const on = new Set(operations.map(({ name }) => name));
  const offered = resources.filter(({ tool }) => on.has(tool));

  // Documents are found by their templates: there is one per client.
  server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources: [] }));

  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: offered.map(({ uriTemplate, name, title, description }) => ({
      uriTemplate,
      name,
      title,
      description,
      mimeType: json,
    })),
  }));

  server.setRequestHandler(ReadResourceRequestSchema, async ({ params: { uri } }, { signal }) => {
    const found = offered.flatMap((resource) => {
      const id = idIn(uri, resource);
      return id === null ? [] : [{ resource, id }];
    })[0];
    if (!found) throw new McpError(notFound, `There is no resource ${uri.slice(0, 200)}`);
    try {
      const document = await found.resource.read(found.id, context, { signal });
      return { contents: [{ uri, mimeType: json, text: JSON.stringify(document) }] };
    } catch (error) {
      throw protocolError(error);
    }
  });

  server.setRequestHandler(CompleteRequestSchema, async ({ params: { ref, argument } }) => {
    const found = ref.type === "ref/resource" ? offered.find(({ uriTemplate }) => uriTemplate === ref.uri) : undefined;
    // Prompts about a client are completed like the client.
    const resource = found ?? offered.find(({ variable }) => variable === argument.name);
    const values = resource?.variable === argument.name ? await resource.complete(argument.value, context) : [];
    return { completion: { values: values.slice(0, mostCompletions), hasMore: values.length >= mostCompletions } };
  });
}

/** The id in an address of the form of a resource, or null when it has another form. */
function idIn(uri: string, { uriTemplate, variable }: Resource): string | null {
  const [before = "", after = ""] = uriTemplate.split(`{${variable}}`);
  if (!uri.startsWith(before) || !uri.endsWith(after)) return null;
  const id = uri.slice(before.length, uri.length - after.length);
  return /^[\w.-]+$/.test(id) ? id : null;
}

function protocolError(error: unknown): unknown {
  if (!CsError.isInstance(error)) return new McpError(ErrorCode.InternalError, "The resource cannot be read");
  return new McpError(error.code === "not_found" ? notFound : ErrorCode.InvalidParams, error.message);
}
