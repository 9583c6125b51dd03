import type { z } from "zod";
import type { ActionOf } from "./define-actions.ts";
import type { OperationContext, Run } from "./operation.ts";
import { parseInput } from "./parse-input.ts";

/** An action that reaches people, as it is written. */
export interface OutwardActionDefinition<Input extends z.ZodObject, Output> {
  readonly input: Input;
  /** Whether a call reaches nobody after all: then it needs no confirmation. */
  readonly reachesNobody?: (input: z.output<Input>) => boolean;
  run(input: z.output<Input>, context: OperationContext<"write">): Promise<Output>;
}

/** Defines an action that reaches people and infers its types. */
export function defineOutwardAction<Input extends z.ZodObject, Output>({
  input,
  reachesNobody,
  run,
}: OutwardActionDefinition<Input, Output>): ActionOf<Run<"outward", Output> | Run<"write", Output>> {
  return {
    effect: "outward",
    input,
    prepare(given) {
      const parsed = parseInput(input, given);
      const prepared = (context: OperationContext<"write">) => run(parsed, context);
      return reachesNobody?.(parsed) ? { effect: "write", run: prepared } : { effect: "outward", run: prepared };
    },
  };
}
