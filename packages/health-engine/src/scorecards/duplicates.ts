import type { Scorecard } from "@cs/models";
import type { Fault } from "./fault.ts";

/** Ids that stand twice: of groups, of caps, and measures anywhere in the scorecard. */
export function* duplicates({ groups, caps }: Scorecard): Generator<Fault> {
  yield* repeated(
    groups.map(({ id }, index) => ({ name: id, path: `groups[${index}].id` })),
    "Give every group its own id.",
  );
  yield* repeated(
    groups.flatMap(({ measures }, group) =>
      measures.map(({ measure }, index) => ({ name: measure, path: `groups[${group}].measures[${index}].measure` })),
    ),
    "Use a measure once in a scorecard; raise its weight to make it count for more.",
  );
  yield* repeated(
    caps.map(({ id }, index) => ({ name: id, path: `caps[${index}].id` })),
    "Give every cap its own id.",
  );
}

function* repeated(entries: readonly { name: string; path: string }[], hint: string): Generator<Fault> {
  const first = new Map<string, string>();
  for (const { name, path } of entries) {
    const earlier = first.get(name);
    if (earlier !== undefined) yield { path, problem: `repeats "${name}" of ${earlier}`, hint };
    else first.set(name, path);
  }
}
