import {
  type CalendarDate,
  ForbiddenError,
  InvalidInputError,
  PersistenceError,
  UnknownOutcomeError,
} from "@cs/models";
import type { Cache, Persistence } from "@cs/persistence";
import type { ExportFolder } from "../exports/export-folder.ts";
import { createCachedAnswers } from "./cached-answer.ts";
import { type Call, type Connected, createCallContexts } from "./call-context.ts";
import { createChanges } from "./change.ts";
import { createAnswerLoader } from "./load-answers.ts";
import type { Operation, Outside, Run } from "./operation.ts";
import { parseInput } from "./parse-input.ts";
import { requireScope, scopeOf } from "./scope-of.ts";
import { suggest } from "./suggest.ts";

export interface ExecutorOptions {
  readonly persistence: Persistence;
  readonly operations: readonly Operation[];
  /** Defaults to the system clock. */
  readonly clock?: (() => Date) | undefined;
  /** Fixes the default as-of day, for data that ends in the past. */
  readonly asOf?: CalendarDate | undefined;
  /** Where files for people go; without it none are written. */
  readonly exports?: ExportFolder | undefined;
  /** For the operations that say how their answers are cached; without it they always ask the database. */
  readonly cache?: Cache | undefined;
  /** The vendors that a tenant is connected to; default none. */
  readonly connected?: Connected | undefined;
}

export interface Executor {
  readonly operations: readonly Operation[];
  /** Runs one operation by name. Throws a `CsError` for everything a caller can cause. */
  execute(name: string, input: unknown, call: Call): Promise<Record<string, unknown>>;
}

/**
 * Runs operations and owns their transaction: parse, authorise, begin, idempotency, run, check the output, commit. An
 * operation either commits as a whole or leaves nothing behind. What it does outside the database follows the commit.
 */
export function createExecutor(options: ExecutorOptions): Executor {
  const { persistence, operations, clock = () => new Date(), asOf, cache, exports = null, connected } = options;
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  const contexts = createCallContexts({ clock, asOf, cache, connected });
  const load = createAnswerLoader(persistence, contexts);
  const cachedAnswer = cache && createCachedAnswers({ persistence, cache, today: contexts.today });

  /** Runs a call and checks what it gives. */
  async function checked(
    operation: Operation,
    call: Call,
    run: () => Promise<unknown>,
  ): Promise<Record<string, unknown>> {
    call.signal?.throwIfAborted();
    const output = await run();
    call.signal?.throwIfAborted();
    return operation.output.parse(output);
  }

  const change = createChanges({
    persistence,
    runIn: (tx, { operation, run, call }) =>
      checked(operation, call, async () => run.run(await contexts.of("write", tx, call))),
  });

  async function ask(
    operation: Operation,
    run: Run<"read">,
    input: object,
    call: Call,
  ): Promise<Record<string, unknown>> {
    const { tenantId } = call;
    if (!cachedAnswer || !operation.cached) {
      return persistence.read(tenantId, (tx) =>
        checked(operation, call, async () => run.run(await contexts.of("read", tx, call))),
      );
    }
    const answer = await cachedAnswer({
      operation,
      tenantId,
      input,
      load: (seen) => load({ operation, run, input, caller: call, seen }),
    });
    call.signal?.throwIfAborted();
    return answer;
  }

  async function doAfterwards(
    { afterwards, output }: Operation,
    stored: Record<string, unknown>,
    { tenantId, signal = new AbortController().signal }: Call,
  ): Promise<Record<string, unknown>> {
    if (!afterwards) return stored;
    const read: Outside["read"] = (work) => persistence.read(tenantId, work);
    try {
      return output.parse(await afterwards(stored, { tenantId, exports, signal, read }));
    } catch (cause) {
      throw new UnknownOutcomeError("The call was stored, and what follows it failed.", {
        cause,
        hint: "Look first what is stored. A call with an idempotencyKey can be repeated.",
      });
    }
  }

  return {
    operations,
    async execute(name, input, call) {
      const operation = byName.get(name);
      if (!operation) throw unknownOperation(name, [...byName.keys()]);
      const { idempotencyKey: key, confirmationToken: token, ...request } = parseInput(operation.input, input ?? {});
      requireScope(scopeOf(operation, request), call);
      const run = operation.prepare(request);
      if (run.effect === "read") return ask(operation, run, request, call);
      if (call.readOnly) throw readOnly(operation, request);
      try {
        const stored = await change({
          operation,
          run,
          request,
          idempotencyKey: typeof key === "string" ? key : undefined,
          confirmationToken: typeof token === "string" ? token : undefined,
          call,
        });
        return await doAfterwards(operation, stored, call);
      } catch (error) {
        throw typeof key === "string" && error instanceof UnknownOutcomeError ? repeatable(error) : error;
      }
    },
  };
}

/** With a key it does not matter whether the call was stored. */
function repeatable({ message, cause }: UnknownOutcomeError): PersistenceError {
  const hint = "Repeat the call with the same idempotencyKey: it takes effect once.";
  return new PersistenceError(message, { cause, hint });
}

function readOnly({ name, actions }: Operation, { action }: Record<string, unknown>): ForbiddenError {
  const reading = Object.entries(actions ?? {}).flatMap(([each, effect]) => (effect === "read" ? [each] : []));
  return new ForbiddenError(
    `Nothing may be written here, and ${name}${actions ? ` with action ${action}` : ""} writes.`,
    {
      field: actions ? "action" : undefined,
      hint: reading.length > 0 ? `Its actions that only read: ${reading.join(", ")}.` : undefined,
    },
  );
}

function unknownOperation(name: string, known: string[]): InvalidInputError {
  const near = suggest(name, known);
  return new InvalidInputError(`There is no tool "${name.slice(0, 60)}".`, {
    field: "name",
    hint: near ? `Did you mean "${near}"?` : `Known tools: ${known.join(", ")}.`,
  });
}
