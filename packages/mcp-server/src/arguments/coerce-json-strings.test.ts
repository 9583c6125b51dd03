import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { coerceJsonStrings } from "./coerce-json-strings.ts";

const schema = z.strictObject({
  name: z.string().optional(),
  ids: z.array(z.string()).optional(),
  patch: z
    .strictObject({ domains: z.array(z.string()), note: z.string() })
    .partial()
    .optional(),
  values: z.record(z.string(), z.number()).nullable().default(null),
});

describe("arguments sent as JSON text", () => {
  it.each([
    ["a list", { ids: '["a","b"]' }, { ids: ["a", "b"] }],
    ["an object", { patch: '{"note":"n"}' }, { patch: { note: "n" } }],
    ["a list inside of an object", { patch: { domains: '["d.example"]' } }, { patch: { domains: ["d.example"] } }],
    ["both at once", { patch: '{"domains":"[\\"d.example\\"]"}' }, { patch: { domains: ["d.example"] } }],
    ["a record behind null and default", { values: '{"a":1}' }, { values: { a: 1 } }],
    ["everything", '{"ids":"[]"}', { ids: [] }],
  ])("become %s where the schema wants it", (_, given, expected) => {
    expect(coerceJsonStrings(schema, given)).toEqual(expected);
  });

  it.each([
    ["text that is JSON", { name: '["a"]', patch: { note: '{"a":1}' }, ids: ['["a"]'] }],
    ["text that is no JSON", { ids: "[a", patch: "note" }],
    ["fields that nobody knows", { unknown: "[1]", constructor: "{}" }],
    ["null and numbers", { values: null, ids: 1 }],
  ])("leave %s alone, for the check that follows", (_, given) => {
    expect(coerceJsonStrings(schema, given)).toEqual(given);
  });

  it("never change a text field, whatever it holds", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (name) => {
        expect(coerceJsonStrings(schema, { name, patch: { note: name } })).toEqual({ name, patch: { note: name } });
      }),
    );
  });

  it("never change arguments that are as they should be", () => {
    const right = fc.record({ name: fc.string(), ids: fc.array(fc.string()) });
    fc.assert(
      fc.property(right, (given) => {
        expect(coerceJsonStrings(schema, given)).toEqual(given);
      }),
    );
  });
});
