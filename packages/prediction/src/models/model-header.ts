import { z } from "zod";

/** Versions of the JSON form of models. A change that older code cannot read counts one up. */
export const MODEL_FORMAT_VERSION = 1;

/** What every model begins with. */
export const modelHeader = {
  format: z.literal("@cs/prediction model"),
  formatVersion: z.literal(MODEL_FORMAT_VERSION),
  trainedOn: z.strictObject({ rows: z.int().positive(), events: z.int().positive() }),
};
