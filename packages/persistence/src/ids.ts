import { monotonicFactory } from "ulid";

const nextUlid = monotonicFactory();

/** A new opaque id such as `cs_01jd…`: the prefix names the kind, the rest sorts by creation time. */
export function newId(prefix: string): string {
  return `${prefix}_${nextUlid().toLowerCase()}`;
}
