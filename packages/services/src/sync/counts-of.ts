import type { SyncCounts } from "@cs/persistence";

/** What became of the things of a page that were read, `left` of them without being taken. */
export function countsOf(taken: readonly { readonly status: string }[], left: number): SyncCounts {
  const countOf = (...statuses: readonly string[]) => taken.filter(({ status }) => statuses.includes(status)).length;
  return {
    read: taken.length + left,
    written: countOf("inserted", "updated"),
    unchanged: countOf("unchanged", "outdated"),
    unmatched: countOf("unmatched"),
  };
}
