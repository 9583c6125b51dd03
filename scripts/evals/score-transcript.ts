import { faultsOf } from "./faults-of.ts";
import type { RecordedTask } from "./recorded-tasks.ts";
import type { Transcript } from "./transcript.ts";

export interface TaskScore {
  readonly task: string;
  /** Why it is not solved; nothing when it is. */
  readonly faults: readonly string[];
  readonly calls: number;
  /** As few calls as are known to be enough. */
  readonly fewestCalls: number;
}

/**
 * Scores each task: solved when the answer says every fact, names nothing that it must not, and came from at least one call,
 * for a fact that nobody looked up is a guess. A task that was not run is not solved. Throws on a task that does not exist
 * or was run twice.
 */
export function scoreTranscript(
  { runs }: Transcript,
  tasks: Readonly<Record<string, RecordedTask>>,
): readonly TaskScore[] {
  const unknown = runs.find(({ task }) => !(task in tasks));
  if (unknown) throw new Error(`there is no task ${unknown.task}`);
  const byTask = new Map(runs.map((run) => [run.task, run]));
  if (byTask.size < runs.length) throw new Error("a task was run twice");
  return Object.entries(tasks).map(([task, { facts, fewestCalls }]) => {
    const run = byTask.get(task);
    if (!run) return { task, faults: ["was not run"], calls: 0, fewestCalls };
    const guessed = run.calls.length === 0 ? ["called no tool"] : [];
    return { task, faults: [...guessed, ...faultsOf(run.answer, facts)], calls: run.calls.length, fewestCalls };
  });
}
