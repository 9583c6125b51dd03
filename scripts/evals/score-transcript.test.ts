import { describe, expect, it } from "vitest";
import { scoreTranscript } from "./score-transcript.ts";

const facts = (number: number) => ({ texts: [], numbers: [number], dates: [], forbidden: [] });
const tasks = {
  count: { question: "How many?", fewestCalls: 1, facts: facts(40) },
  sum: { question: "How much?", fewestCalls: 2, facts: facts(7) },
};
const list = { tool: "list_clients", input: {} };
const scored = (...runs: { task: string; calls: { tool: string }[]; answer: string }[]) =>
  scoreTranscript({ model: "a model", runs }, tasks);

describe("a transcript", () => {
  it("is scored task by task, with those that were not run", () => {
    expect(scored({ task: "count", calls: [list, list], answer: "There are 40." })).toEqual([
      { task: "count", faults: [], calls: 2, fewestCalls: 1 },
      { task: "sum", faults: ["was not run"], calls: 0, fewestCalls: 2 },
    ]);
  });

  it("solves nothing by guessing", () => {
    const [count] = scored({ task: "count", calls: [], answer: "There are 40." });
    expect(count?.faults).toEqual(["called no tool"]);
  });

  it.each([
    ["that does not exist", ["other"], "there is no task other"],
    ["that was run twice", ["count", "count"], "a task was run twice"],
  ])("with a task %s is refused", (_, names, message) => {
    expect(() => scored(...names.map((task) => ({ task, calls: [list], answer: "40" })))).toThrow(message);
  });
});
