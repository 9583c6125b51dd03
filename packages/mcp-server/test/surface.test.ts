import { operations } from "@cs/services";
import { databaseVariables, type McpConnection, useTestStore, useWorkbench } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { surfaceOf } from "../src/catalogue/surface.ts";
import type { FailureOutput } from "./fixtures.ts";

const store = useTestStore();
const bench = useWorkbench();
const everything = { toolsets: null, tools: null, excludeTools: [], readOnly: false, lockdown: false };
const core = ["register_client", "get_client_overview", "update_client_info", "list_clients", "get_client_timeline"];
const others = operations.map(({ name }) => name).filter((name) => !core.includes(name));
const health = operations.filter(({ category }) => category === "health").map(({ name }) => name);

const surfaces: [string, object, string[]][] = [
  ["nothing is set", {}, operations.map(({ name }) => name)],
  ["one toolset is named", { toolsets: ["health"] }, health],
  ["another toolset is named", { toolsets: ["risk"] }, ["identify_churn_risk", "score_risk_factors"]],
  ["the toolset of support is named", { toolsets: ["support"] }, ["handle_support_ticket"]],
  ["single tools are named", { tools: ["list_clients", "register_client"] }, ["register_client", "list_clients"]],
  ["a toolset and a tool are named", { toolsets: ["health"], tools: ["list_clients"] }, ["list_clients", ...health]],
  ["a tool is excluded", { excludeTools: ["register_client"] }, [...core.slice(1), ...others]],
  ["the same tool is named and excluded", { tools: ["list_clients"], excludeTools: ["list_clients"] }, []],
  [
    "nothing may be written, also by a tool that can both",
    { readOnly: true },
    [
      "get_client_overview",
      "list_clients",
      "get_client_timeline",
      ...others.filter((name) => name !== "generate_health_reports"),
    ],
  ],
];

describe("the tools that are shown", () => {
  it.each(surfaces)("when %s", (_, settings, expected) => {
    const shown = surfaceOf(operations, { ...everything, ...settings }).operations;
    expect(shown.map(({ name }) => name)).toEqual(expected);
  });
});

const connect = (env: Record<string, string>) => bench.connect({ ...databaseVariables(store.urls), ...env });
async function namesOf(connection: McpConnection): Promise<string[]> {
  return (await connection.client.listTools()).tools.map(({ name }) => name);
}

describe("a server with settings of its own", () => {
  it("lists what is on and refuses a call of what is off, with what is on", async () => {
    const connection = await connect({ MCP_TOOLSETS: "core", MCP_EXCLUDE_TOOLS: "register_client" });
    expect(await namesOf(connection)).toEqual(core.slice(1));
    for (const name of ["register_client", "calculate_health_score"]) {
      const { isError, output } = await connection.ask<FailureOutput>(name, { clientName: "Nobody" });
      expect(isError).toBe(true);
      expect(output.error).toMatchObject({ code: "forbidden", field: "name", retryable: false });
      expect(output.error.hint).toBe(`Tools that are on: ${core.slice(1).join(", ")}.`);
    }
    expect(await connection.call("list_clients")).toMatchObject({ total: 0 });
  });

  it("refuses what would write in a tool that also reads", async () => {
    const connection = await connect({ MCP_READ_ONLY: "true" });
    const { client } = (await store.run("register_client", { clientName: "Read" })) as { client: { clientId: string } };
    const clientIds = [client.clientId];
    const refused = await connection.ask<FailureOutput>("calculate_health_score", { clientIds });
    expect(refused.output.error).toMatchObject({ code: "forbidden", field: "action" });
    const whatIf = { action: "what_if", clientIds, whatIf: {} };
    expect(await connection.call("calculate_health_score", whatIf)).toMatchObject({ replay: null });
  });

  it("answers with text alone when told to, and then promises nothing else", async () => {
    const connection = await connect({ MCP_STRUCTURED_CONTENT: "false" });
    const { tools } = await connection.client.listTools();
    expect(tools.filter(({ outputSchema }) => outputSchema !== undefined)).toEqual([]);
    const { output, text } = await connection.ask("list_clients");
    expect(output).toBeUndefined();
    expect(JSON.parse(text)).toMatchObject({ total: expect.any(Number) });
  });

  it.each([
    ["MCP_TOOLSETS", "helth", "did you mean health?"],
    ["MCP_TOOLS", "list_client", "did you mean list_clients?"],
  ])("does not start when %s names something unknown", async (name, value, help) => {
    const { code, stderr } = await bench.run("server", [], { ...databaseVariables(store.urls), [name]: value });
    expect(code).toBe(1);
    expect(stderr).toContain(help);
  });
});
