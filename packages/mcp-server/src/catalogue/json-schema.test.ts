import { describe, expect, it } from "vitest";
import { z } from "zod";
import { toJsonSchema } from "./json-schema.ts";

const contact = z.strictObject({ email: z.email().nullable().default(null), roles: z.array(z.string()).default([]) });

describe("the schema that a model sees", () => {
  const contacts = z.strictObject({ contacts: z.array(contact).max(100).describe("People.") });

  it("says once that a call takes no other fields", () => {
    const schema = toJsonSchema(contacts, "input");
    expect(schema).toEqual({
      type: "object",
      properties: {
        contacts: {
          type: "array",
          description: "People.",
          items: {
            type: "object",
            properties: { email: { type: "string" }, roles: { type: "array", items: { type: "string" } } },
          },
        },
      },
      required: ["contacts"],
      additionalProperties: false,
    });
  });

  it("says of every object in an answer that it has no other fields", () => {
    expect(toJsonSchema(contacts, "output")).toMatchObject({
      properties: { contacts: { items: { additionalProperties: false } } },
      additionalProperties: false,
    });
  });

  it.each([
    ["a page size", z.int().min(1).max(100).default(25), { type: "integer", maximum: 100 }],
    ["a share", z.number().min(0).max(1), { type: "number", maximum: 1 }],
    ["a range that starts elsewhere", z.int().min(2).max(10), { type: "integer", minimum: 2, maximum: 10 }],
    ["an amount", z.int().min(0), { type: "integer" }],
    ["a choice", z.enum(["a", "b"]).default("a"), { type: "string", enum: ["a", "b"] }],
    ["a text", z.string().min(1).max(60).regex(/^a/), { type: "string" }],
    ["a text that may be cleared", z.string().nullable(), { anyOf: [{ type: "string" }, { type: "null" }] }],
    ["values by name", z.record(z.string(), z.number()), { type: "object", additionalProperties: { type: "number" } }],
    ["anything by name", z.record(z.string(), z.unknown()), { type: "object" }],
  ])("says of %s what helps to call right", (_, field, expected) => {
    expect(toJsonSchema(z.strictObject({ field }), "input")["properties"]).toEqual({ field: expected });
  });

  it("keeps fields that are called as a keyword is", () => {
    const names = ["default", "description", "format", "minimum", "pattern", "properties", "type"];
    const fields = Object.fromEntries(names.map((name) => [name, z.string()]));
    const schema = toJsonSchema(z.strictObject(fields), "input");
    expect(schema["properties"]).toEqual(Object.fromEntries(names.map((name) => [name, { type: "string" }])));
  });
});
