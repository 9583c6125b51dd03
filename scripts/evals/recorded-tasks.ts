import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExpectedFacts } from "./task.ts";

/** A task with its facts, as a scorer needs it: without a database. */
export interface RecordedTask {
  readonly question: string;
  readonly fewestCalls: number;
  readonly facts: ExpectedFacts;
}

/** All tasks by id, as `evals.test.ts` last found them. */
export function recordedTasks(): Readonly<Record<string, RecordedTask>> {
  return JSON.parse(readFileSync(join(import.meta.dirname, "tasks.snap"), "utf8"));
}
