import type { Normaliser } from "@cs/models";

/** Points (0-100) of the last range whose `from` is not above the value; below the first range, `below`. */
export function banded(value: number, { below, ranges }: Extract<Normaliser, { kind: "banded" }>): number {
  return ranges.findLast((range) => range.from <= value)?.points ?? below;
}
