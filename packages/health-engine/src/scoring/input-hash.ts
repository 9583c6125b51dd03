import type { CalendarDate, MeasureObservation, ScoreBand, Scorecard, ScoreOverride } from "@cs/models";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "./canonical-json.ts";
import { compareText } from "./compare-text.ts";

/** What a score follows from. */
export interface HashedInput {
  /** As `scorecardHash` gives it. */
  readonly contentHash: string;
  readonly observations: ReadonlyMap<string, MeasureObservation>;
  readonly asOf: CalendarDate;
  /** Given only when the scorecard has hysteresis: otherwise nothing follows from it. */
  readonly previousBand: ScoreBand | undefined;
  readonly override: ScoreOverride | undefined;
}

/**
 * SHA-256 (64 hex digits) of what a score follows from: the scorecard without its names and labels, the as-of day, the
 * observations it names, the previous band and the override. Independent of every order; observations after the as-of
 * day are not used and not hashed.
 */
export function inputHash({ contentHash, observations, asOf, previousBand, override }: HashedInput): string {
  const used = [...observations].filter(
    ([, observation]) =>
      observation.value === null || observation.observedOn === null || observation.observedOn <= asOf,
  );
  return hashOf({ asOf, observations: Object.fromEntries(used), override, previousBand, scorecard: contentHash });
}

/** SHA-256 (64 hex digits) of a scorecard without its names and labels, independent of the order in which it is written. */
export function scorecardHash({ id, version, groups, caps, bands, minimumCoverage }: Scorecard): string {
  const { hysteresis = 0, ...thresholds } = bands;
  return hashOf({
    id,
    version,
    bands: hysteresis === 0 ? thresholds : bands,
    minimumCoverage,
    groups: sorted(groups.map((group) => ({ id: group.id, weight: group.weight, measures: sorted(group.measures) }))),
    caps: sorted(caps.map((cap) => ({ id: cap.id, maximum: cap.maximum, when: sorted(cap.when) }))),
  });
}

function hashOf(content: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(content))));
}

function sorted(items: readonly object[]): readonly unknown[] {
  return items
    .map((item) => ({ item, text: canonicalJson(item) }))
    .sort((left, right) => compareText(left.text, right.text))
    .map(({ item }) => item);
}
