import { describe, expect, it } from "vitest";
import { type GatherOptions, gather } from "../src/index.ts";

interface Asked {
  readonly questions: readonly string[];
  answer(): void;
  fail(error: Error): void;
}

/** Something that is asked, and answers each question with itself when it is told to. */
function oracle(options: Partial<GatherOptions<string, string>> = {}) {
  const asked: Asked[] = [];
  const ask = gather<string, string>({
    groupOf: () => "",
    answerAll: (questions) =>
      new Promise((resolve, reject) => {
        asked.push({ questions, answer: () => resolve(questions), fail: reject });
      }),
    ...options,
  });
  const times = (count: number) => expect.poll(() => asked.length).toBe(count);
  return { ask, asked, times };
}

describe("questions that are gathered", () => {
  it("are asked together when they come in the same turn, and each has its own answer", async () => {
    const { ask, asked, times } = oracle();
    const answers = Promise.all(["a", "b", "a"].map(ask));
    await times(1);
    asked[0]?.answer();
    expect(await answers).toEqual(["a", "b", "a"]);
    expect(asked.map(({ questions }) => questions)).toEqual([["a", "b", "a"]]);
  });

  it("wait for those that are being answered, and are never answered by what was asked before", async () => {
    const { ask, asked, times } = oracle();
    const first = ask("a");
    await times(1);
    const later = Promise.all([ask("a"), ask("b")]);
    asked[0]?.answer();
    expect(await first).toBe("a");
    await times(2);
    expect(asked[1]?.questions).toEqual(["a", "b"]);
    asked[1]?.answer();
    expect(await later).toEqual(["a", "b"]);
  });

  it("are asked apart by group, beyond the most, and over several lanes", async () => {
    const { ask, asked, times } = oracle({ groupOf: (question) => question.slice(0, 1), most: 2, lanes: 2 });
    const answers = Promise.all(["a1", "b1", "a2", "a3", "a4", "a5"].map(ask));
    await times(3);
    expect(asked.map(({ questions }) => questions)).toEqual([["a1", "a2"], ["b1"], ["a3", "a4"]]);
    asked[0]?.answer();
    await times(4);
    expect(asked[3]?.questions).toEqual(["a5"]);
    for (const each of asked) each.answer();
    expect(await answers).toEqual(["a1", "b1", "a2", "a3", "a4", "a5"]);
  });

  it("fail together, and the next ones are asked all the same", async () => {
    const { ask, asked, times } = oracle();
    const failing = Promise.allSettled([ask("a"), ask("b")]);
    await times(1);
    asked[0]?.fail(new Error("no answer"));
    expect((await failing).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const next = ask("c");
    await times(2);
    asked[1]?.answer();
    expect(await next).toBe("c");
  });

  it("fail when there is not one answer for each", async () => {
    const ask = gather<string, string>({ groupOf: () => "", answerAll: async () => ["one"] });
    const answers = await Promise.allSettled(["a", "b"].map(ask));
    expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
});
