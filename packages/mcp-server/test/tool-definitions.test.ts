import { operations } from "@cs/services";
import { databaseVariables, useTestStore, useWorkbench } from "@cs/testing";
import type { Tool } from "@modelcontextprotocol/sdk/types.js";
import { beforeAll, describe, expect, it } from "vitest";

type Schema = { readonly [key: string]: unknown };

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

/** A schema and all schemas inside it, with their paths. */
function* schemasIn(schema: unknown, path = "$"): Generator<[path: string, schema: Schema]> {
  if (schema === null || typeof schema !== "object") return;
  if (!Array.isArray(schema)) yield [path, schema as Schema];
  for (const [key, nested] of Object.entries(schema)) yield* schemasIn(nested, `${path}.${key}`);
}

function propertiesOf(schema: unknown): [string, Schema][] {
  const { properties } = schema as { properties?: { [name: string]: Schema } };
  return Object.entries(properties ?? {});
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
    expect(description).toMatch(/\S{2,} .*\.$/s);
  });

  it("declares all four hints, and that it only reads exactly when it does", () => {
    const { annotations } = tool(name);
    const reads = operations.find((operation) => operation.name === name)?.effect === "read";
    expect(annotations).toEqual({
      title: tool(name).title,
      readOnlyHint: reads,
      destructiveHint: expect.any(Boolean),
      idempotentHint: expect.any(Boolean),
      openWorldHint: expect.any(Boolean),
    });
  });

  it.each(["inputSchema", "outputSchema"] as const)("has a plain object as %s", (side) => {
    const schema = tool(name)[side] as Schema;
    expect(schema).toMatchObject({ type: "object", properties: expect.any(Object), additionalProperties: false });
    expect(propertiesOf(schema).length).toBeGreaterThan(0);
    for (const key of ["anyOf", "oneOf", "allOf", "not", "enum", "$ref", "$defs", "$schema"]) {
      expect(schema).not.toHaveProperty(key);
    }
  });

  it.each(["inputSchema", "outputSchema"] as const)("has no reference, draft or list of types in its %s", (side) => {
    for (const [path, schema] of schemasIn(tool(name)[side])) {
      if (path.endsWith(".properties")) continue;
      expect(schema, path).not.toHaveProperty("$ref");
      expect(schema, path).not.toHaveProperty("$schema");
      expect(Array.isArray(schema["type"]), `${path}.type`).toBe(false);
    }
  });

  it("accepts no unknown field at any depth", () => {
    for (const [path, schema] of schemasIn(tool(name).inputSchema)) {
      if (schema["type"] === "object" && "properties" in schema && !path.endsWith(".properties")) {
        expect(schema["additionalProperties"], path).toBe(false);
      }
    }
  });

  it("describes every input and names it so that every client accepts it", () => {
    for (const [property, schema] of propertiesOf(tool(name).inputSchema)) {
      expect(property).toMatch(/^[\w.-]{1,64}$/);
      expect(schema["description"], property).toMatch(/\S{2,}/);
    }
  });
});
