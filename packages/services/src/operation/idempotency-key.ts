import { z } from "zod";

/** What every operation that writes takes besides its own input. */
export const idempotencyKey = z.string().min(8).max(200).optional().describe("Repeats write once.");
