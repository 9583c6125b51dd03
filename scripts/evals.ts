// Scores a transcript of a model that was given the tasks: `npm run evals -- transcript.json`. Without a transcript it prints
// the tasks. See docs/evals.md.
import { readFileSync } from "node:fs";
import { recordedTasks } from "./evals/recorded-tasks.ts";
import { scoreTranscript } from "./evals/score-transcript.ts";
import { transcriptSchema } from "./evals/transcript.ts";

const [path] = process.argv.slice(2);
const tasks = recordedTasks();

if (path === undefined) {
  for (const [id, { question }] of Object.entries(tasks)) console.log(`${id}: ${question}`);
} else {
  const transcript = transcriptSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  const scores = scoreTranscript(transcript, tasks);
  for (const { task, faults, calls, fewestCalls } of scores) {
    const used = `${calls} calls, ${fewestCalls} are enough`;
    console.log(faults.length === 0 ? `ok      ${task} (${used})` : `FAILED  ${task} (${used}): ${faults.join("; ")}`);
  }
  const several = scores.filter(({ fewestCalls }) => fewestCalls > 1);
  const solved = (of: typeof scores) => `${of.filter(({ faults }) => faults.length === 0).length} of ${of.length}`;
  console.log(`${transcript.model}: ${solved(scores)} solved; ${solved(several)} of those that need several calls`);
}
