import { operations } from "@cs/services";
import { databaseVariables, useTestStore, useWorkbench } from "@cs/testing";
import type { Tool } from "@modelcontextprotocol/sdk/types.js";
import { beforeAll, describe, expect, it } from "vitest";
import { inputFaults, outputFaults } from "./schema-faults.ts";

const store = useTestStore();
const bench = useWorkbench();
let listed: Tool[];

beforeAll(async () => {
  const { client } = await bench.connect(databaseVariables(store.urls));
  ({ tools: listed } = await client.listTools());
});

const names = operations.map((operation) => operation.name);

function tool(name: string): Tool {
  const found = listed.find((each) => each.name === name);
  if (!found) throw new Error(`${name} is not listed`);
  return found;
}

it("lists exactly the operations, in their order, every time", async () => {
  expect(listed.map((each) => each.name)).toEqual(names);
  const { client } = await bench.connect(databaseVariables(store.urls));
  expect(await client.listTools()).toEqual({ tools: listed });
});

describe.each(names)("the definition of %s", (name) => {
  it("has a short name in snake case, a title and a description", () => {
    const { title, description } = tool(name);
    expect(name).toMatch(/^[a-z][a-z0-9_]{0,39}$/);
    expect(title).toMatch(/\S/);
    expect(description).toMatch(/^[A-Z]\S* .*\.$/s);
  });

  it("declares all four hints, and that it only reads exactly when it does", () => {
    const { annotations } = tool(name);
    const effect = operations.find((operation) => operation.name === name)?.effect;
    const reads = effect === "read";
    expect(annotations).toEqual({
      title: tool(name).title,
      readOnlyHint: reads,
      destructiveHint: false,
      idempotentHint: reads,
      openWorldHint: effect === "outward",
    });
  });

  it("has schemas that every client can read", () => {
    expect(inputFaults(tool(name).inputSchema)).toEqual([]);
    expect(outputFaults(tool(name).outputSchema)).toEqual([]);
  });

  it("is the one that was last agreed on", async () => {
    const { name: _, title, description, inputSchema, annotations } = tool(name);
    const definition = JSON.stringify({ name, title, description, inputSchema, annotations }, null, 2);
    await expect(`${definition}\n`).toMatchFileSnapshot(`definitions/${name}.snap`);
  });
});
