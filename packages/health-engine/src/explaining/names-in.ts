import type { Scorecard } from "@cs/models";
import { compareText } from "../scoring/compare-text.ts";

/** All measures that a scorecard reads, in groups or in conditions of caps, in text order. */
export function namesIn({ groups, caps }: Scorecard): string[] {
  const scored = groups.flatMap((group) => group.measures.map(({ measure }) => measure));
  const capping = caps.flatMap((cap) => cap.when.map(({ measure }) => measure));
  return [...new Set([...scored, ...capping])].sort(compareText);
}
