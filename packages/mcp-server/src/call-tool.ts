import { type Call, type Executor, type Operation, parseInput } from "@cs/services";
import { coerceJsonStrings } from "./arguments/coerce-json-strings.ts";
import { inputOf } from "./catalogue/tool-of-operation.ts";
import { type Answer, renderAnswer } from "./results/answer.ts";
import { cutResult } from "./results/cut-result.ts";

export interface CallOptions {
  readonly executor: Executor;
  readonly operation: Operation;
  readonly call: Call;
  /** Withholds what customers wrote. */
  readonly lockdown: boolean;
}

/** Runs an operation on the arguments of a tool call and gives its answer, rendered and short enough for a model. */
export async function callTool(given: unknown, { executor, operation, call, lockdown }: CallOptions): Promise<Answer> {
  const schema = inputOf(operation);
  const input = coerceJsonStrings(schema, given ?? {}) as Record<string, unknown>;
  const detailed = parseInput(schema, input)["responseFormat"] === "detailed";
  const run = ({ responseFormat: _, ...own }: Record<string, unknown>) => executor.execute(operation.name, own, call);
  return cutResult(await run(input), {
    operation,
    input,
    render: (output) => renderAnswer(output, { schema: operation.output, detailed, lockdown }),
    repeat: run,
  });
}
