import { useTestStore } from "@cs/testing";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { CreateMessageRequestSchema, ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { expect, it } from "vitest";
import { createFixtureServer } from "./conformance/fixture-server.ts";
import { openHttp } from "./fixtures.ts";
import { toolCall } from "./json-rpc.ts";
import { messagesOf, post } from "./raw-http.ts";

const store = useTestStore();

it("an endpoint carries what another server asks of the client while a call runs, and knows who calls", async () => {
  const callers: object[] = [];
  const serverFor = (caller: object) => {
    callers.push(caller);
    return createFixtureServer();
  };
  const endpoint = await openHttp(store, {}, { serverFor });
  const client = new Client({ name: "test", version: "1" }, { capabilities: { sampling: {}, elicitation: {} } });
  const content = { type: "text" as const, text: "from the model" };
  client.setRequestHandler(CreateMessageRequestSchema, () => ({ role: "assistant" as const, content, model: "test" }));
  client.setRequestHandler(ElicitRequestSchema, () => ({ action: "decline" as const }));
  const asked = async (name: string, input: Record<string, unknown>) =>
    (await client.callTool({ name, arguments: input })).content;
  try {
    await client.connect(new StreamableHTTPClientTransport(new URL(endpoint.url)));
    expect(callers).toEqual([expect.objectContaining({ tenantId: endpoint.runtime.tenantId, actor: "local" })]);
    expect(await asked("test_sampling", { prompt: "Hello" })).toEqual([
      { type: "text", text: "LLM response: from the model" },
    ]);
    expect(await asked("test_elicitation", { message: "Who?" })).toEqual([
      { type: "text", text: "Elicitation completed: action=decline, content={}" },
    ]);
  } finally {
    await client.close();
    await endpoint.close();
  }
});

it("without sessions too", async () => {
  const endpoint = await openHttp(store, { HTTP_STATELESS: "true" }, { serverFor: createFixtureServer });
  try {
    const [answer] = messagesOf(await post(endpoint.url, toolCall(1, "test_simple_text", {})));
    expect(answer).toMatchObject({ result: { content: [{ text: "This is a simple text response for testing." }] } });
  } finally {
    await endpoint.close();
  }
});
