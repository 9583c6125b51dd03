import { operations } from "@cs/services";
import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { demoDay, fillDemo } from "../demo-portfolio.ts";
import { expectedFacts } from "./expected-facts.ts";
import { faultsOf } from "./faults-of.ts";
import type { RecordedTask } from "./recorded-tasks.ts";
import { evalTasks } from "./tasks.ts";

const store = useTestStore({ asOf: demoDay });
const ids = new Map<string, string>();
const client = (name: string) => ids.get(name) ?? "";
const recorded: Record<string, RecordedTask> = {};

beforeAll(async () => {
  await fillDemo(store);
  const accounts = await store.query<{ id: string; name: string }>(
    "SELECT client_id AS id, client_name AS name FROM cs.accounts",
  );
  for (const { id, name } of accounts) ids.set(name, id);
  for (const task of evalTasks) {
    const facts = await expectedFacts(task, (statement) => store.query(statement));
    recorded[task.id] = { question: task.question, fewestCalls: task.calls.length, facts };
  }
}, 180_000);

describe("the tasks", () => {
  it("are at least 40, of which 15 need several calls", () => {
    expect(Object.keys(recorded)).toHaveLength(evalTasks.length);
    expect(evalTasks.length).toBeGreaterThanOrEqual(40);
    expect(evalTasks.filter(({ calls }) => calls.length > 1).length).toBeGreaterThanOrEqual(15);
  });

  it("name tools that exist", () => {
    const named = new Set(evalTasks.flatMap(({ calls }) => calls.map(({ tool }) => tool)));
    expect(operations.map(({ name }) => name)).toEqual(expect.arrayContaining([...named]));
  });

  it("have the facts that are recorded", async () => {
    await expect(`${JSON.stringify(recorded, null, 2)}\n`).toMatchFileSnapshot("tasks.snap");
  });
});

describe("the calls that are enough", () => {
  it.each(evalTasks.filter(({ concluded }) => !concluded))("bring the facts of $id", async ({ id, calls }) => {
    const facts = recorded[id]?.facts;
    if (!facts) throw new Error(`${id} has no facts`);
    let said = "";
    for (const { tool, input } of calls) {
      const { responseFormat: _, ...given } = input(client) as Record<string, unknown>;
      said += JSON.stringify(await store.run(tool, given));
    }
    expect(faultsOf(inUnits(said), { ...facts, forbidden: [] })).toEqual([]);
  });
});

/** Answers as a reader takes them: moments as days. */
function inUnits(answers: string): string {
  return answers.replaceAll(/(\d{4}-\d\d-\d\d)T[\d:.]+Z/g, "$1").replaceAll('"', " ");
}
