import { setImmediate as nextTurn } from "node:timers/promises";

export interface GatherOptions<Question, Answer> {
  /** Only questions of one group are asked together. */
  groupOf(question: Question): string;
  /** Answers the questions of one group, in their order. When it throws, none of them has an answer. */
  answerAll(questions: readonly Question[]): Promise<readonly Answer[]>;
  /** How many questions are asked together at most; default 50. */
  readonly most?: number | undefined;
  /** How many times each group is being asked at once at most; default 1. */
  readonly lanes?: number | undefined;
}

interface Waiting<Question, Answer> {
  readonly question: Question;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

interface Group<Question, Answer> {
  readonly waiting: Waiting<Question, Answer>[];
  lanes: number;
}

/**
 * Asks together what is asked at the same time: a question waits for those that are being answered, and is then asked with
 * all others that came meanwhile. It is never answered by what was asked before it came.
 */
export function gather<Question, Answer>(options: GatherOptions<Question, Answer>) {
  const { groupOf, answerAll, most = 50, lanes = 1 } = options;
  const groups = new Map<string, Group<Question, Answer>>();

  /** Answers until nobody waits. */
  async function run(name: string, group: Group<Question, Answer>): Promise<void> {
    group.lanes += 1;
    // Whoever asks in the same turn is asked along.
    await nextTurn();
    while (group.waiting.length > 0) await answer(group.waiting.splice(0, most));
    group.lanes -= 1;
    if (group.lanes === 0) groups.delete(name);
  }

  async function answer(asked: readonly Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answers = await answerAll(asked.map(({ question }) => question));
      if (answers.length !== asked.length) throw new Error("each question has one answer");
      for (const [index, each] of answers.entries()) asked[index]?.resolve(each);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }

  return (question: Question): Promise<Answer> => {
    const name = groupOf(question);
    const group = groups.get(name) ?? { waiting: [], lanes: 0 };
    groups.set(name, group);
    return new Promise((resolve, reject) => {
      group.waiting.push({ question, resolve, reject });
      if (group.lanes < lanes) void run(name, group);
    });
  };
}
