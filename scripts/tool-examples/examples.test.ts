import { operations } from "@cs/services";
import { databaseVariables, type McpConnection, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { demoDay, fillDemo } from "../demo-portfolio.ts";
import { toolExamples } from "./examples.ts";
import { mask } from "./mask.ts";
import type { RecordedExample } from "./tool-example.ts";

const store = useTestStore({ asOf: demoDay });
const bench = useWorkbench();
const ids = new Map<string, string>();
let connection: McpConnection;
let exports: string;
const started = new Date();

function client(name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`the demo has no account ${name}`);
  return id;
}

beforeAll(async () => {
  await fillDemo(store);
  const rows = await store.query<{ id: string; name: string }>(
    "SELECT client_id AS id, client_name AS name FROM cs.accounts",
  );
  for (const { id, name } of rows) ids.set(name, id);
  exports = await bench.folder();
  connection = await bench.connect({ ...databaseVariables(store.urls), CS_AS_OF: demoDay, CS_EXPORT_DIR: exports });
}, 180_000);

/** Tools that write change what the others answer. */
const inOrder = operations.toSorted((one, other) => Number(one.effect !== "read") - Number(other.effect !== "read"));

describe("the examples in docs/tools", () => {
  it("are of every tool", () => {
    expect(Object.keys(toolExamples).toSorted()).toEqual(operations.map(({ name }) => name).toSorted());
  });

  it.each(inOrder.map(({ name }) => name))("of %s are what it answers", async (name) => {
    const recorded: RecordedExample[] = [];
    for (const example of toolExamples[name] ?? []) {
      const input = example.input(client);
      const { output: answer } = await connection.ask(name, input);
      recorded.push({ title: example.title, input, answer });
    }
    const shown = JSON.parse(JSON.stringify(recorded).replaceAll(exports, "/data/exports"));
    const masked = mask(shown, { from: started, to: new Date() });
    await expect(`${JSON.stringify(masked, null, 2)}\n`).toMatchFileSnapshot(`recorded/${name}.snap`);
  });
});
