import { z } from "zod";
import type { Effect, Operation } from "./operation.ts";

const idempotencyKey = z
  .string()
  .min(8)
  .max(200)
  .optional()
  .describe("Any unique text. Repeating the call with the same key gives the first answer and writes nothing twice.");

/** Defines an operation and infers its types. One that writes also takes an `idempotencyKey`. */
export function defineOperation<Input extends z.ZodObject, Output extends z.ZodObject, E extends Effect>(
  operation: Operation<Input, Output, E>,
): Operation<Input, Output, E> {
  if (operation.effect === "read") return operation;
  return { ...operation, input: operation.input.safeExtend({ idempotencyKey }) as unknown as Input };
}
