/**
 * Where it is counted how often the data of a tenant was written that cached answers are computed from. The counts say
 * nothing but whether something has changed: they are lost in a crash, and neither backed up nor described with the rest.
 */
export const writeCountSchema = "cs_cache";
export const writeCountTable = "writes";
