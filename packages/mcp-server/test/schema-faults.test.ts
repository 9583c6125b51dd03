import { describe, expect, it } from "vitest";
import { z } from "zod";
import { toJsonSchema } from "../src/catalogue/json-schema.ts";
import { inputFaults, outputFaults } from "./schema-faults.ts";

const field = { type: "string", description: "A field." };
const object = (properties: object, more: object = {}) => ({
  type: "object",
  properties,
  additionalProperties: false,
  ...more,
});

describe("the check of input schemas", () => {
  it("passes a plain object", () => {
    expect(
      inputFaults(
        object({
          name: field,
          list: {
            type: "array",
            items: { type: "object", properties: { name: { type: "string" } } },
            description: "A list.",
          },
        }),
      ),
    ).toEqual([]);
  });

  it.each([
    ["an empty object, as SDK 1.x makes of a union", object({}), "$: has no properties"],
    ["a choice at the root", object({ name: field }, { anyOf: [] }), "$: has anyOf"],
    ["a reference", object({ name: { ...field, $ref: "#/$defs/name" } }), "$.name: has $ref"],
    ["a list of types", object({ name: { ...field, type: ["string", "null"] } }), "$.name: has a list of types"],
    ["a loose object", { type: "object", properties: { name: field } }, "$: takes unknown fields"],
    ["a name that clients refuse", object({ "a b": field }), "$: names a field a b"],
    ["a field without a word", object({ name: { type: "string" } }), "$[0]: is not described"],
    [
      "a field with half a sentence",
      object({ name: { ...field, description: "A" } }),
      "$[0]: is not described by a sentence",
    ],
    [
      "a nested field with half a sentence",
      object({ deep: { ...object({ name: { ...field, description: "A" } }), description: "Deep." } }),
      "$[0].name: is not described by a sentence",
    ],
    ["a field without a type", object({ name: { description: "Anything." } }), "$[0]: has no type"],
    ["a check for the server", object({ name: { ...field, pattern: "^x$" } }), "$[0]: has pattern"],
    ["a default of the server", object({ name: { ...field, default: "x" } }), "$[0]: has default"],
  ])("finds %s", (_, schema, fault) => {
    expect(inputFaults(schema)).toContain(fault);
  });
});

describe("the check of output schemas", () => {
  it("finds a loose object in a list", () => {
    const list = { type: "array", items: { type: "object", properties: { name: field } } };
    expect(outputFaults(object({ list }))).toEqual(["$.list.items: takes unknown fields"]);
    expect(outputFaults(object({ list: { type: "array", items: object({ name: field }) } }))).toEqual([]);
  });
});

describe("a schema that no client could read", () => {
  it.each([
    ["a date", z.date()],
    ["a big integer", z.bigint()],
    ["a map", z.map(z.string(), z.string())],
    ["a type of its own", z.custom<string>(() => true)],
  ])("is refused when it holds %s", (_, schema) => {
    expect(() => toJsonSchema(z.strictObject({ value: schema }), "input")).toThrow();
  });

  it("is found when an id makes it a reference", () => {
    const named = z.strictObject({ value: z.string().describe("A value.").meta({ id: "value" }) });
    expect(inputFaults(toJsonSchema(named, "input"))).not.toEqual([]);
  });
});
