import { databaseVariables, type McpConnection, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import type { FailureOutput, RegisterOutput } from "./fixtures.ts";
import { holdOffice } from "./hold-office.ts";

const store = useTestStore();
holdOffice(store);
const bench = useWorkbench();
const unknownId = `cs_${"0".repeat(26)}`;
let connection: McpConnection;
let clientId: string;

beforeAll(async () => {
  connection = await bench.connect(databaseVariables(store.urls));
  const { client } = await connection.call<RegisterOutput>("register_client", { clientName: "O'Brien -- DROP TABLE" });
  ({ clientId } = client);
});

const cases: { what: string; name: string; input: () => object; error: Partial<FailureOutput["error"]> }[] = [
  {
    what: "an unknown tool",
    name: "list_client",
    input: () => ({}),
    error: { code: "invalid_input", field: "name", hint: 'Did you mean "list_clients"?' },
  },
  {
    what: "an unknown argument",
    name: "list_clients",
    input: () => ({ searh: "acme" }),
    error: { code: "invalid_input", field: "searh", hint: 'Did you mean "search"?' },
  },
  {
    what: "an unknown argument inside another",
    name: "update_client_info",
    input: () => ({ clientId, expectedVersion: 1, patch: { planTeir: "starter" }, reason: "x" }),
    error: { code: "invalid_input", field: "patch.planTeir", hint: 'Did you mean "planTier"?' },
  },
  {
    what: "an argument of the wrong type",
    name: "list_clients",
    input: () => ({ limit: "ten" }),
    error: { code: "invalid_input", field: "limit" },
  },
  {
    what: "an argument out of range",
    name: "list_clients",
    input: () => ({ limit: 101 }),
    error: { code: "invalid_input", field: "limit" },
  },
  {
    what: "a missing argument",
    name: "get_client_overview",
    input: () => ({}),
    error: { code: "invalid_input", field: "clientId", hint: "Give clientId." },
  },
  {
    what: "a day that does not exist",
    name: "get_client_overview",
    input: () => ({ clientId, asOf: "2024-02-30" }),
    error: { code: "invalid_input", field: "asOf" },
  },
  {
    what: "text that PostgreSQL cannot store",
    name: "register_client",
    input: () => ({ clientName: "nul\u0000byte" }),
    error: { code: "invalid_input", field: "clientName" },
  },
  {
    what: "an unknown client",
    name: "get_client_overview",
    input: () => ({ clientId: unknownId }),
    error: { code: "not_found", field: "clientId" },
  },
  {
    what: "an unknown client among several",
    name: "calculate_health_score",
    input: () => ({ clientIds: [clientId, unknownId] }),
    error: { code: "not_found", field: "clientIds" },
  },
  {
    what: "a stale version",
    name: "update_client_info",
    input: () => ({ clientId, expectedVersion: 99, patch: { csm: "CSM East" }, reason: "x" }),
    error: { code: "conflict", field: "expectedVersion" },
  },
];

describe("a failing call", () => {
  it.each(cases)("with $what says what is wrong and nothing of the inside", async ({ name, input, error }) => {
    const { isError, output, text } = await connection.ask<FailureOutput>(name, input());
    expect(isError).toBe(true);
    expect(output).toEqual({
      error: {
        code: expect.any(String),
        message: expect.stringMatching(/\S{2,}.*\.$/s),
        field: error.field ?? null,
        hint: error.hint ?? output.error.hint,
        retryable: false,
        requestId: expect.stringMatching(/^\S{8,}$/),
        ...error,
      },
    });
    expect(text).not.toMatch(/\bat .+:\d+:\d+|node_modules|\bSELECT\b|\bINSERT\b|cs\.accounts|MCP error/);
  });

  it("carries no structured answer, which would have to fit the output schema", async () => {
    const answer = await connection.client.callTool({
      name: "get_client_overview",
      arguments: { clientId: unknownId },
    });
    expect(answer).toEqual({ isError: true, content: [{ type: "text", text: expect.any(String) }] });
  });

  it("leaves the server working", async () => {
    expect(await connection.call("list_clients", { search: "O'Brien -- DROP" })).toMatchObject({ total: 1 });
  });
});

it("names another request with every failure", async () => {
  const ids = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const { output } = await connection.ask<FailureOutput>("get_client_overview", { clientId: unknownId });
      return output.error.requestId;
    }),
  );
  expect(new Set(ids).size).toBe(10);
});
