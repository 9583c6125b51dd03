import { InvalidInputError } from "@cs/models";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseInput } from "../src/operation/parse-input.ts";

const schema = z.strictObject({
  clientName: z.string().min(2, "must have at least 2 characters"),
  limit: z.int().min(1).max(100).default(25),
  contacts: z
    .array(z.strictObject({ email: z.string().nullable(), roles: z.array(z.enum(["admin", "user"])) }))
    .optional(),
  byName: z.record(z.string(), z.strictObject({ weight: z.number() })).optional(),
});

function faultOf(value: unknown) {
  try {
    parseInput(schema, value);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    const { message, field, hint } = error as InvalidInputError;
    return { message, field, hint };
  }
  throw new Error("the value was accepted");
}

describe("input", () => {
  it("is returned with its defaults when it fits", () => {
    expect(parseInput(schema, { clientName: "Acme" })).toEqual({ clientName: "Acme", limit: 25 });
  });

  it.each([
    ["a mistyped field", { clientName: "Acme", clinetName: "x" }, "clinetName", 'Did you mean "clientName"?'],
    ["another case", { clientName: "Acme", client_name: "x" }, "client_name", 'Did you mean "clientName"?'],
    [
      "a field like none",
      { clientName: "Acme", somethingElse: 1 },
      "somethingElse",
      "Known fields: clientName, limit, contacts, byName.",
    ],
    [
      "a mistyped field in a list",
      {
        clientName: "Acme",
        contacts: [
          { email: null, roles: [] },
          { emial: "x", roles: [] },
        ],
      },
      "contacts[1].emial",
      'Did you mean "email"?',
    ],
    [
      "a mistyped field in a record",
      { clientName: "Acme", byName: { a: { wieght: 1 } } },
      "byName.a.wieght",
      'Did you mean "weight"?',
    ],
  ])("names %s, its path and the field it resembles", (_, value, field, hint) => {
    const name = field.split(".").at(-1);
    expect(faultOf(value)).toEqual({ message: `There is no field "${name}".`, field, hint });
  });

  it("cuts a very long unknown name in the message", () => {
    expect(faultOf({ clientName: "Acme", ["x".repeat(10_000)]: 1 }).message).toBe(
      `There is no field "${"x".repeat(60)}".`,
    );
  });

  it.each([
    ["at the top", {}, "clientName"],
    ["in a list", { clientName: "Acme", contacts: [{ roles: [] }] }, "contacts[0].email"],
    ["in a record", { clientName: "Acme", byName: { a: {} } }, "byName.a.weight"],
  ])("says what is required %s", (_, value, field) => {
    expect(faultOf(value)).toEqual({ message: `${field}: is required.`, field, hint: `Give ${field}.` });
  });

  it("says what is wrong with a value, where, and how many more faults follow", () => {
    expect(faultOf({ clientName: "A" })).toMatchObject({
      field: "clientName",
      message: "clientName: must have at least 2 characters.",
    });
    const two = faultOf({ clientName: "A", limit: 0 });
    expect(two.message).toBe("clientName: must have at least 2 characters. 1 more fault follows.");
    expect(faultOf({ clientName: "A", limit: 0, contacts: 1 }).message).toContain("2 more faults follow.");
    const nested = faultOf({ clientName: "Acme", contacts: [{ email: null, roles: ["admin", "boss"] }] });
    expect(nested.field).toBe("contacts[0].roles[1]");
  });

  it.each([[null], [[]], ["text"], [7], [undefined]])("must be an object and not %j", (value) => {
    expect(faultOf(value).field).toBeUndefined();
  });
});
