import type { CalendarDate, MeasureObservation, Scorecard } from "@cs/models";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "./canonical-json.ts";
import { compareText } from "./compare-text.ts";

/**
 * SHA-256 (64 hex digits) of what a score follows from: the scorecard without its names and labels, the as-of day and
 * the observations it names. Independent of every order; observations after the as-of day are not used and not hashed.
 */
export function inputHash(input: {
  readonly scorecard: Scorecard;
  readonly observations: ReadonlyMap<string, MeasureObservation>;
  readonly asOf: CalendarDate;
}): string {
  const { scorecard, observations, asOf } = input;
  const used = [...observations].filter(
    ([, observation]) =>
      observation.value === null || observation.observedOn === null || observation.observedOn <= asOf,
  );
  const content = { asOf, observations: Object.fromEntries(used), scorecard: contentOf(scorecard) };
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(content))));
}

function contentOf({ id, version, groups, caps, bands, minimumCoverage }: Scorecard) {
  return {
    id,
    version,
    bands,
    minimumCoverage,
    groups: sorted(groups.map((group) => ({ id: group.id, weight: group.weight, measures: sorted(group.measures) }))),
    caps: sorted(caps.map((cap) => ({ id: cap.id, maximum: cap.maximum, when: sorted(cap.when) }))),
  };
}

function sorted(items: readonly object[]): readonly unknown[] {
  return items
    .map((item) => ({ item, text: canonicalJson(item) }))
    .sort((left, right) => compareText(left.text, right.text))
    .map(({ item }) => item);
}
