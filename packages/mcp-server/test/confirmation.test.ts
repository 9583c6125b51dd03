import { build, useMailServer, useTestStore } from "@cs/testing";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ElicitRequestSchema, type ElicitResult } from "@modelcontextprotocol/sdk/types.js";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openHttp } from "./fixtures.ts";

const store = useTestStore({ asOf: "2024-06-30" });
const server = useMailServer();
const endings: (() => Promise<void>)[] = [];

beforeAll(() =>
  store.persistence.write(store.tenantId, async (tx) => {
    await tx.facts.write("customers", "crm", [build.customer()]);
    await tx.facts.write("contacts", "crm", [build.contact({ email: "ann@a.example" })]);
  }),
);
beforeEach(async () => {
  await store.query("DELETE FROM cs.messages");
});
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

const mail = { action: "send", emails: ["ann@a.example"], subject: "s", body: "b", category: "transactional" };
const stored = async () => (await store.query("SELECT FROM cs.messages")).length;

interface Answer {
  readonly counts: object;
  readonly confirmation?: { readonly state: string; readonly question: string; readonly token: string | null };
}

/** A client of the real server, whose user answers questions so; one that cannot ask its user without an answer. */
async function connect(answer: ElicitResult | null, settings: Record<string, string> = {}) {
  const endpoint = await openHttp(store, { ...server.settings, CS_AS_OF: "2024-06-30", ...settings });
  endings.push(() => endpoint.close());
  const client = new Client(
    { name: "test", version: "1" },
    { capabilities: answer ? { elicitation: { form: {} } } : {} },
  );
  const questions: string[] = [];
  if (answer) {
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      questions.push(params.message);
      return answer;
    });
  }
  await client.connect(new StreamableHTTPClientTransport(new URL(endpoint.url)));
  endings.push(() => client.close());
  const send = async (more: object = {}) => {
    const { content } = await client.callTool({ name: "send_personalized_email", arguments: { ...mail, ...more } });
    const [{ text }] = content as [{ text: string }];
    return JSON.parse(text) as Answer;
  };
  return { client, questions, send };
}

describe("a call that reaches people", () => {
  it("is made when the user of the client agrees", async () => {
    const { questions, send } = await connect({ action: "accept", content: { confirm: true } });
    const answer = await send();
    expect(answer).toMatchObject({ counts: { accepted: 1 } });
    expect(answer).not.toHaveProperty("confirmation");
    expect(questions).toEqual(["Send 1 e-mail? 0 of 1 recipients get none."]);
    expect(await stored()).toBe(1);
  });

  it.each([
    ["declines", { action: "decline" }],
    ["dismisses the question", { action: "cancel" }],
    ["leaves the box empty", { action: "accept", content: { confirm: false } }],
  ] as const)("is not made when the user %s", async (_, answer) => {
    const { send } = await connect(answer);
    expect(await send()).toMatchObject({ confirmation: { state: "declined", token: null } });
    expect(await stored()).toBe(0);
  });

  it.each([
    ["cannot ask its user", {}],
    ["has no session", { HTTP_STATELESS: "true" }],
  ])("comes with a token for a client that %s, and is made with it once", async (_, settings) => {
    const { send } = await connect(null, settings);
    const { confirmation } = await send();
    expect(confirmation).toMatchObject({ state: "needed", question: "Send 1 e-mail? 0 of 1 recipients get none." });
    expect(await stored()).toBe(0);
    const confirmationToken = confirmation?.token;
    expect(await send({ confirmationToken })).toMatchObject({ counts: { accepted: 1 } });
    expect(await send({ confirmationToken })).toMatchObject({
      error: { code: "invalid_input", field: "confirmationToken" },
    });
    expect(await stored()).toBe(1);
  });

  it("is refused by a server that only reads", async () => {
    const { questions, send } = await connect(
      { action: "accept", content: { confirm: true } },
      { MCP_READ_ONLY: "true" },
    );
    expect(await send()).toMatchObject({ error: { code: "forbidden" } });
    expect(questions).toEqual([]);
  });

  it("is announced as one that reaches beyond the product", async () => {
    const { client } = await connect(null);
    const { tools } = await client.listTools();
    const outward = tools.filter(({ annotations }) => annotations?.openWorldHint).map(({ name }) => name);
    expect(outward).toEqual(["send_personalized_email", "handle_support_ticket"]);
  });
});
