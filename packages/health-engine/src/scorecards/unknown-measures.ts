import type { Scorecard } from "@cs/models";
import { closestName } from "./closest-name.ts";
import type { Fault } from "./fault.ts";

/** Measures, in groups or cap conditions, that are not among the known ones. */
export function* unknownMeasures({ groups, caps }: Scorecard, known: readonly string[]): Generator<Fault> {
  const named = [
    ...groups.flatMap(({ measures }, group) =>
      measures.map(({ measure }, index) => ({ measure, path: `groups[${group}].measures[${index}].measure` })),
    ),
    ...caps.flatMap(({ when }, cap) =>
      when.map(({ measure }, index) => ({ measure, path: `caps[${cap}].when[${index}].measure` })),
    ),
  ];
  for (const { measure, path } of named) {
    if (known.includes(measure)) continue;
    const closest = closestName(measure, known);
    const hint = closest === null ? `Use one of: ${known.join(", ")}.` : `Did you mean ${closest}?`;
    yield { path, problem: `names the unknown measure "${measure}"`, hint };
  }
}
