import type { HealthScore, HealthSnapshot } from "@cs/models";
import { canonicalJson } from "../scoring/canonical-json.ts";
import { type ScoreInput, score } from "../scoring/score.ts";

/** A stored score and what it is said to follow from. */
export interface ReplayInput extends ScoreInput {
  /** As it was stored; what a snapshot has beyond a score (its ids and time) is not compared. */
  readonly stored: HealthScore | HealthSnapshot;
}

/** Whether the same input still gives the same score, to the last byte of its JSON. */
export type Replay =
  | { readonly identical: true }
  | {
      readonly identical: false;
      /** Path of the first differing field, as `contributions[2].points`; `inputHash` when the input is another one. */
      readonly field: string;
      /** Undefined when a side lacks the field. */
      readonly stored: unknown;
      readonly recomputed: unknown;
    };

/** Fields of a snapshot that do not follow from the input. */
const identity = new Set<string>(["snapshotId", "clientId", "computedAt"] satisfies (keyof HealthSnapshot)[]);

/**
 * Recomputes a stored score and compares the JSON of every field; the order of keys does not count, since a database
 * may not keep it. The input hash comes first: when it differs, the input is not the one that was scored.
 *
 * @throws InvalidInputError when `score` does not accept the input.
 */
export function replay({ stored, ...input }: ReplayInput): Replay {
  const recomputed = score(input);
  const difference = differenceOf("inputHash", stored.inputHash, recomputed.inputHash);
  return difference ?? differenceOf("", withoutIdentity(stored), recomputed) ?? { identical: true };
}

function withoutIdentity(stored: object): object {
  return Object.fromEntries(Object.entries(stored).filter(([key]) => !identity.has(key)));
}

/** The first place at which two values differ, in the order of the recomputed one; null when their JSON is equal. */
function differenceOf(field: string, stored: unknown, recomputed: unknown): Replay | null {
  if (jsonOf(stored) === jsonOf(recomputed)) return null;
  if (isContainer(stored) && isContainer(recomputed) && Array.isArray(stored) === Array.isArray(recomputed)) {
    const isList = Array.isArray(recomputed);
    for (const key of new Set([...Object.keys(recomputed), ...Object.keys(stored)])) {
      const path = isList ? `${field}[${key}]` : field === "" ? key : `${field}.${key}`;
      const inside = differenceOf(path, valueAt(stored, key), valueAt(recomputed, key));
      if (inside) return inside;
    }
  }
  return { identical: false, field, stored, recomputed };
}

function jsonOf(value: unknown): string | undefined {
  return value === undefined ? undefined : canonicalJson(value);
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function valueAt(container: object, key: string): unknown {
  return Object.hasOwn(container, key) ? (container as Record<string, unknown>)[key] : undefined;
}
