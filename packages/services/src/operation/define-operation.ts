import type { z } from "zod";
import { confirmationOutput } from "./confirmation.ts";
import { keysOf } from "./keys-of.ts";
import type {
  Access,
  Afterwards,
  AnswerTogether,
  CachedAnswers,
  Cut,
  Effect,
  OperationContext,
  OperationInfo,
  OperationOf,
  Run,
} from "./operation.ts";

/** An operation that does one thing, as it is written. */
export interface OperationDefinition<E extends Effect, Input extends z.ZodObject, Output extends z.ZodObject>
  extends OperationInfo<Input, Output> {
  readonly effect: E;
  readonly cut?: Cut<z.output<Output>>;
  /** Without it every call asks the database; nothing that writes has it. */
  readonly cached?: E extends "read" ? CachedAnswers<z.output<Input>> : never;
  /** Without it everything that a call does is in its transaction. */
  readonly afterwards?: E extends "write" ? Afterwards<z.output<Output>> : never;
  /** One sentence, without text of customers; null when the call reaches nobody after all. */
  readonly question?: E extends "outward" ? (output: z.output<Output>) => string | null : never;
  /** Only for what is cached. */
  readonly together?: E extends "read" ? AnswerTogether<z.output<Input>, z.output<Output>> : never;
  run(input: z.output<Input>, context: OperationContext<Access<E>>): Promise<z.output<Output>>;
}

/** Defines an operation and infers its types. One that writes also takes an `idempotencyKey`. */
export function defineOperation<E extends Effect, Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: OperationDefinition<E, Input, Output>,
): OperationOf<Run<E>> {
  const { effect, input, cut, cached, together, afterwards, question, run, ...info } = definition;
  return {
    ...info,
    output: effect === "outward" ? info.output.safeExtend({ confirmation: confirmationOutput }) : info.output,
    effect,
    actions: null,
    // Whoever asks it has parsed the output with that schema.
    question: question ? (answer) => question(answer as z.output<Output>) : null,
    // Whoever cuts an output has parsed it with that schema.
    cut: (cut as Cut | undefined) ?? null,
    cached: cached ? { kind: cached.kind, clientId: (parsed) => cached.clientId(parsed as z.output<Input>) } : null,
    // Whoever calls it has parsed the output with that schema.
    afterwards: (afterwards as Afterwards<Record<string, unknown>> | undefined) ?? null,
    // Whoever answers calls together has parsed their inputs with that schema.
    together: together ? (inputs, context) => together(inputs as z.output<Input>[], context) : null,
    input: input.safeExtend(keysOf(effect)),
    // Whoever prepares a call has parsed the input with that schema.
    prepare: (parsed) => ({ effect, run: (context) => run(parsed as z.output<Input>, context) }),
  };
}
