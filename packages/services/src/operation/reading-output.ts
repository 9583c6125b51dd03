import { z } from "zod";

/** A number, or null and why there is none. */
export const reading = z.strictObject({ value: z.number().nullable(), reason: z.string().nullable() });
