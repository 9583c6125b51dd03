import { z } from "zod";
import type { Effect, OperationDefinition, OperationOf } from "./operation.ts";

const idempotencyKey = z
  .string()
  .min(8)
  .max(200)
  .optional()
  .describe(
    "Any unique text. Repeating the call with the same key within 24 hours gives the first answer and writes nothing twice.",
  );

/** Defines an operation and infers its types. One that writes also takes an `idempotencyKey`. */
export function defineOperation<E extends Effect, Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: OperationDefinition<E, Input, Output>,
): OperationOf<E> {
  const { effect, input, cached } = definition;
  return {
    ...definition,
    cached: cached ? { kind: cached.kind, clientId: (parsed) => cached.clientId(parsed as z.output<Input>) } : null,
    input: effect === "read" ? input : input.safeExtend({ idempotencyKey }),
    // Whoever runs it has parsed the input with that schema.
    run: (parsed, context) => definition.run(parsed as z.output<Input>, context),
  };
}
