/** A number, or why there is none. */
export type Reading =
  | { readonly value: number; readonly reason: null }
  | { readonly value: null; readonly reason: string };

/** A number that is known. */
export function known(value: number): Reading {
  return { value, reason: null };
}

/** A number that cannot be told, and why. */
export function unknown(reason: string): Reading {
  return { value: null, reason };
}
