import { z } from "zod";
import { confirmationOutput } from "./confirmation.ts";
import { keysOf } from "./keys-of.ts";
import type { Access, AnyRun, Cut, Effect, Operation, OperationContext, OperationInfo, Run } from "./operation.ts";
import { parseInput } from "./parse-input.ts";

/** One of the things an operation does, chosen by its input `action`, as it is written. */
export interface ActionDefinition<E extends Effect, Input extends z.ZodObject, Output> {
  readonly effect: E;
  /** Everything that this action takes, and nothing else. */
  readonly input: Input;
  run(input: z.output<Input>, context: OperationContext<Access<E>>): Promise<Output>;
}

/** An action among others: it parses what the call gave besides `action`. */
export interface ActionOf<Prepared> {
  readonly effect: Effect;
  readonly input: z.ZodObject;
  prepare(input: Record<string, unknown>): Prepared;
}

/** Defines an action and infers its types. */
export function defineAction<E extends Effect, Input extends z.ZodObject, Output>(
  definition: ActionDefinition<E, Input, Output>,
): ActionOf<Run<E, Output>> {
  const { effect, input, run } = definition;
  return {
    effect,
    input,
    prepare(given) {
      const parsed = parseInput(input, given);
      return { effect, run: (context) => run(parsed, context) };
    },
  };
}

const byStrength = ["outward", "write", "read"] as const satisfies readonly Effect[];

/** An operation with several actions, as it is written. The first action is the one without `action`. */
export interface ActionsDefinition<Output extends z.ZodObject>
  extends Omit<OperationInfo<z.ZodObject, Output>, "input"> {
  /** What the actions are, for a model that chooses among them. */
  readonly action: string;
  readonly cut?: Cut<z.output<Output>>;
  /** For outward actions: one sentence, without text of customers; null when the call reaches nobody after all. */
  readonly question?: (output: z.output<Output>) => string | null;
  readonly actions: Readonly<Record<string, ActionOf<AnyRun<z.output<Output>>>>>;
}

/**
 * Defines an operation that does several things. Its input is one flat object with the fields of all actions; which of
 * them belong to the action of a call is checked when it is prepared.
 */
export function defineActions<Output extends z.ZodObject>(definition: ActionsDefinition<Output>): Operation {
  const { action: described, actions, cut, question, ...info } = definition;
  const [first = "", ...others] = Object.keys(actions);
  const effects = Object.values(actions).map(({ effect }) => effect);
  const effect = byStrength.find((each) => effects.includes(each)) ?? "read";
  // In reverse, so that a field which several actions take is described by the first of them.
  const fields = Object.values(actions)
    .toReversed()
    .map(({ input }) => input.partial().shape);
  return {
    ...info,
    output: effect === "outward" ? info.output.safeExtend({ confirmation: confirmationOutput }) : info.output,
    effect,
    // Whoever asks it has parsed the output with that schema.
    question: (question as Operation["question"] | undefined) ?? null,
    actions: Object.fromEntries(Object.entries(actions).map(([name, { effect }]) => [name, effect])),
    // Whoever cuts an output has parsed it with that schema.
    cut: (cut as Cut | undefined) ?? null,
    cached: null,
    afterwards: null,
    together: null,
    input: z.strictObject({
      action: z
        .enum([first, ...others])
        .default(first)
        .describe(described),
      ...Object.assign({}, ...fields),
      ...keysOf(effect),
    }),
    prepare({ action, ...input }) {
      const chosen = actions[String(action)];
      if (!chosen) throw new Error(`${info.name} has no action ${String(action)}`);
      return chosen.prepare(input);
    },
  };
}
