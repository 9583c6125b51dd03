import { operations } from "@cs/services";
import { databaseVariables, type McpConnection, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { prompts } from "../src/prompts/index.ts";
import { acme, type RegisterOutput } from "./fixtures.ts";

const store = useTestStore({ asOf: "2024-06-01" });
const bench = useWorkbench();
let connection: McpConnection;
let clientId: string;
let segmentId: string;
let reportId: string;

beforeAll(async () => {
  connection = await bench.connect({ ...databaseVariables(store.urls), CS_AS_OF: "2024-06-01" });
  ({ clientId } = (await connection.call<RegisterOutput>("register_client", acme)).client);
  await connection.call("calculate_health_score", { clientIds: [clientId] });
  const rule = { fact: "csm", op: "unknown" };
  const defined = { action: "define", name: "Unmanaged", rule };
  type Segment = { segment: { segmentId: string } };
  ({ segmentId } = (await connection.call<Segment>("segment_customers", defined)).segment);
  ({ reportId } = await connection.call<{ reportId: string }>("generate_health_reports", { clientId }));
});

async function read(uri: string): Promise<Record<string, unknown>> {
  const { contents } = await connection.client.readResource({ uri });
  const [content] = contents;
  if (!content || !("text" in content)) throw new Error("no text");
  expect(content).toMatchObject({ uri, mimeType: "application/json" });
  return JSON.parse(content.text);
}

describe("resources", () => {
  it("are offered as templates, each described", async () => {
    const { resourceTemplates } = await connection.client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      "cs://clients/{clientId}",
      "cs://clients/{clientId}/timeline",
      "cs://scorecards/{scorecardId}",
      "cs://segments/{segmentId}",
      "cs://reports/{reportId}",
    ]);
    for (const { description } of resourceTemplates) expect(description).toMatch(/\.$/);
  });

  it("hold what the tools answer", async () => {
    expect(await read(`cs://clients/${clientId}`)).toMatchObject({ client: { clientId, clientName: "Acme Inc" } });
    const { events } = await read(`cs://clients/${clientId}/timeline`);
    expect(JSON.stringify(events)).toContain('"untrusted":true');
    expect(await read("cs://scorecards/default")).toMatchObject({ id: "default", groups: expect.any(Array) });
    expect(await read(`cs://segments/${segmentId}`)).toMatchObject({ segment: { segmentId, name: "Unmanaged" } });
    const document = { title: "Health report: Acme Inc", asOf: "2024-06-01", sections: expect.any(Array) };
    expect(await read(`cs://reports/${reportId}`)).toMatchObject({ reportId, clientId, format: "html", document });
  });

  it.each([
    "cs://clients/",
    "cs://clients/x/y",
    "cs://segments/none",
    "cs://reports/none",
    "cs://reports/..%2Fetc",
    "cs://plans/1",
    `cs://clients/cs_${"0".repeat(26)}`,
    "cs://scorecards/none",
  ])("do not exist at %s", async (uri) => {
    await expect(connection.client.readResource({ uri })).rejects.toMatchObject({ code: -32_002 });
  });

  it.each([
    ["the beginning of an id", () => clientId.slice(0, 8)],
    ["a part of a name", () => "acm"],
    ["nothing", () => ""],
  ])("complete the id of a client from %s", async (_, value) => {
    const argument = { name: "clientId", value: value() };
    const ref = { type: "ref/resource", uri: "cs://clients/{clientId}" } as const;
    const { completion } = await connection.client.complete({ ref, argument });
    expect(completion.values).toEqual([clientId]);
  });

  it("complete the id of a scorecard", async () => {
    const ref = { type: "ref/resource", uri: "cs://scorecards/{scorecardId}" } as const;
    const { completion } = await connection.client.complete({ ref, argument: { name: "scorecardId", value: "def" } });
    expect(completion.values).toEqual(["default"]);
  });
});

describe("ids of segments and reports", () => {
  const complete = async (name: string, value: string) => {
    const ref = { type: "ref/resource", uri: `cs://${name.slice(0, -2)}s/{${name}}` } as const;
    return (await connection.client.complete({ ref, argument: { name, value } })).completion.values;
  };

  it.each(["", "seg_", "manag"])("complete those of segments from %j", async (value) => {
    expect(await complete("segmentId", value)).toEqual([segmentId]);
  });

  it("complete those of reports, newest first", async () => {
    const { reportId: newer } = await connection.call<{ reportId: string }>("generate_health_reports", {});
    expect(await complete("reportId", "rep_")).toEqual([newer, reportId]);
    expect(await complete("reportId", newer)).toEqual([newer]);
    expect(await complete("reportId", "%")).toEqual([]);
  });
});

describe("prompts", () => {
  it("are all listed with their descriptions", async () => {
    const listed = (await connection.client.listPrompts()).prompts;
    expect(listed.map(({ name }) => name)).toEqual(prompts.map(({ name }) => name));
    for (const { description, arguments: taken } of listed) {
      expect(description).toMatch(/^[A-Z].*\.$/);
      for (const argument of taken ?? []) expect(argument.description).toMatch(/\.$/);
    }
  });

  it.each(prompts.map((prompt) => [prompt.name, prompt] as const))(
    "%s names only tools there are",
    async (name, { tools, arguments: taken }) => {
      const given = Object.fromEntries(taken.map((argument) => [argument.name, `value of ${argument.name}`]));
      const { messages } = await connection.client.getPrompt({ name, arguments: given });
      const [message] = messages;
      const text = message?.content.type === "text" ? message.content.text : "";
      const named = new Set(text.match(/\b[a-z]+(_[a-z]+)+\b/g));
      expect([...named].toSorted()).toEqual([...tools].toSorted());
      expect(operations.map((operation) => operation.name)).toEqual(expect.arrayContaining([...tools]));
      for (const value of Object.values(given)) expect(text).toContain(value);
    },
  );

  it("refuse a missing argument and an unknown name", async () => {
    await expect(connection.client.getPrompt({ name: "qbr_preparation" })).rejects.toThrow(/clientId is required/);
    await expect(connection.client.getPrompt({ name: "qbr" })).rejects.toThrow(/known are morning_briefing/);
  });
});

it("neither prompts nor resources need a tool that is off", async () => {
  const narrow = await bench.connect({ ...databaseVariables(store.urls), MCP_TOOLS: "get_client_overview" });
  expect((await narrow.client.listPrompts()).prompts).toEqual([]);
  const { resourceTemplates } = await narrow.client.listResourceTemplates();
  expect(resourceTemplates.map(({ name }) => name)).toEqual(["client"]);
  await expect(narrow.client.readResource({ uri: `cs://clients/${clientId}/timeline` })).rejects.toThrow();
});
