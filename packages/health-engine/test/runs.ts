/** How often a property is tried. A failure prints the seed and the path that repeat it. */
export const runs = { numRuns: 1000 } as const;
