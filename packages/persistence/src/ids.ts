import { randomFillSync } from "node:crypto";
import { monotonicFactory } from "ulid";

/** Drawn from the system many at once: an id takes 16 of them. */
const drawn = new Uint32Array(256);
let used = drawn.length;

/** A number from 0 to below 1 that nobody can guess. */
function random(): number {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  const number = drawn[used] ?? 0;
  used += 1;
  return number / 2 ** 32;
}

const nextUlid = monotonicFactory(random);

/** A new opaque id such as `cs_01jd…`: the prefix names the kind, the rest sorts by creation time. */
export function newId(prefix: string): string {
  return `${prefix}_${nextUlid().toLowerCase()}`;
}
