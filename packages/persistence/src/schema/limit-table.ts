/**
 * Where counters of rate limits are. They hold no tenant's data, are lost in a crash, and are neither backed up nor
 * described with the rest.
 */
export const limitSchema = "cs_limits";
export const limitTable = "counters";
