/**
 * What is kept for how long, in seconds. A kind stands here once something reads it and keeping it was measured to be
 * clearly faster than asking again.
 */
export const cacheKinds = {
  client_overview: { lifetime: 5 * 60 },
  client_list: { lifetime: 5 * 60 },
  client_totals: { lifetime: 5 * 60 },
} as const satisfies Record<string, { readonly lifetime: number }>;

export type CacheKind = keyof typeof cacheKinds;

/** The lifetime in milliseconds, up to a tenth shorter: what was stored together does not end together. */
export function lifetimeOf(kind: CacheKind): number {
  return Math.round(cacheKinds[kind].lifetime * 1_000 * (1 - Math.random() / 10));
}
