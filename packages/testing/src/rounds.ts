import { inject } from "vitest";
import "./provided-context.ts";

/** How often a test repeats something random: a few times in CI, many times in `npm run test:soak`. */
export function rounds(count: { readonly ci: number; readonly soak: number }): number {
  return inject("soak") ? count.soak : count.ci;
}
