import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { operations } from "../src/index.ts";

const source = new URL("../src/", import.meta.url).pathname;

/** The names in every call of `defineOperation` and `defineActions` under `src`, read from the text of the files. */
async function definedNames(): Promise<string[]> {
  const names: string[] = [];
  for (const path of await readdir(source, { recursive: true })) {
    if (!path.endsWith(".ts") || path.endsWith(".test.ts") || path.startsWith("operation/")) continue;
    const text = await readFile(join(source, path), "utf8");
    const calls = text.split(/define(?:Operation|Actions)\(\{/).slice(1);
    expect((text.match(/define(?:Operation|Actions)\(/g) ?? []).length, path).toBe(calls.length);
    for (const call of calls)
      names.push(/^\s*name: "([^"]*)"/.exec(call)?.[1] ?? `${path}: does not begin with its name`);
  }
  return names;
}

describe("the registry of operations", () => {
  it("has every operation that is defined in a file, once", async () => {
    expect(operations.map(({ name }) => name).toSorted()).toEqual((await definedNames()).toSorted());
  });

  it("has unique names in snake_case", () => {
    const names = operations.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(_[a-z]+)+$/);
  });

  it.each(operations.map((operation) => [operation.name, operation] as const))(
    "describes %s and each of its inputs",
    (_, operation) => {
      expect(operation.title).toMatch(/^[A-Z].*[^.]$/);
      expect(operation.description).toMatch(/^[A-Z][\s\S]*\.$/);
      const schema = z.toJSONSchema(operation.input, { io: "input" });
      const properties = Object.entries(schema.properties ?? {}) as [string, { description?: string }][];
      expect(properties.length).toBeGreaterThan(0);
      for (const [key, { description }] of properties) expect(description, key).toMatch(/\S/);
      expect(schema.additionalProperties).toBe(false);
    },
  );

  it.each(operations.map((operation) => [operation.name, operation] as const))(
    "takes an idempotency key for %s exactly when it writes",
    (_, operation) => {
      expect("idempotencyKey" in operation.input.shape).toBe(operation.effect !== "read");
    },
  );

  it.each(operations.map((operation) => [operation.name, operation] as const))(
    "has a question and takes a token for %s exactly when it reaches people",
    (_, { input, question, effect }) => {
      expect(["confirmationToken" in input.shape, question !== null]).toEqual(Array(2).fill(effect === "outward"));
    },
  );

  it("can show every input and output as JSON Schema", () => {
    for (const { input, output } of operations) {
      expect(z.toJSONSchema(input, { io: "input" })).toMatchObject({ type: "object" });
      expect(z.toJSONSchema(output, { io: "output" })).toMatchObject({ type: "object" });
    }
  });
});
