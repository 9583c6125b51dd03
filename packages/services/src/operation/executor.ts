import { type CalendarDate, calendarDateIn, ForbiddenError, InvalidInputError, type Scope } from "@cs/models";
import { type Cache, newId, type Persistence, type Tenant, type WriteTransaction } from "@cs/persistence";
import { cachedAnswer } from "./cached-answer.ts";
import type { Effect, Operation, OperationContext, OperationOf, Progress } from "./operation.ts";
import { parseInput } from "./parse-input.ts";
import type { Principal } from "./principal.ts";
import { scopeOf } from "./scope-of.ts";
import { suggest } from "./suggest.ts";

export interface ExecutorOptions {
  readonly persistence: Persistence;
  readonly operations: readonly Operation[];
  /** Defaults to the system clock. */
  readonly clock?: (() => Date) | undefined;
  /** Fixes the default as-of day, for data that ends in the past. */
  readonly asOf?: CalendarDate | undefined;
  /** For the operations that say how their answers are cached; without it they always ask the database. */
  readonly cache?: Cache | undefined;
}

/** Who calls, and how to reach them while it runs. */
export interface Call extends Principal {
  readonly requestId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
}

export interface Executor {
  readonly operations: readonly Operation[];
  /** Runs one operation by name. Throws a `CsError` for everything a caller can cause. */
  execute(name: string, input: unknown, call: Call): Promise<Record<string, unknown>>;
}

/**
 * Runs operations and owns their transaction: parse, authorise, begin, idempotency, run, check the output, commit. An operation
 * either commits as a whole or leaves nothing behind.
 */
export function createExecutor(options: ExecutorOptions): Executor {
  const { persistence, operations, clock = () => new Date(), asOf, cache } = options;
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  const todayOf = (tenant: Tenant, now: Date) => asOf ?? tenant.demoAsOf ?? calendarDateIn(tenant.timeZone, now);

  async function runIn<E extends Effect>(
    operation: OperationOf<E>,
    tx: OperationContext<E>["tx"],
    input: unknown,
    call: Call,
    now = clock(),
  ): Promise<Record<string, unknown>> {
    call.signal?.throwIfAborted();
    const tenant = await tx.tenants.get();
    const output = await operation.run(input, {
      tx,
      tenant,
      today: todayOf(tenant, now),
      now,
      actor: call.actor,
      requestId: call.requestId ?? newId("req"),
      signal: call.signal ?? new AbortController().signal,
      progress: call.progress ?? (() => {}),
    });
    call.signal?.throwIfAborted();
    return operation.output.parse(output);
  }

  async function runOnce(
    operation: OperationOf<"write">,
    tx: WriteTransaction,
    input: Record<string, unknown>,
    call: Call,
  ): Promise<Record<string, unknown>> {
    const { idempotencyKey: key, ...request } = input;
    if (typeof key !== "string") return runIn(operation, tx, request, call);
    const claim = { operation: operation.name, key, request };
    const earlier = await tx.idempotency.claim(claim);
    if (earlier) return operation.output.parse(earlier);
    const output = await runIn(operation, tx, request, call);
    await tx.idempotency.complete(claim, output);
    return output;
  }

  async function ask(operation: OperationOf<"read">, input: object, call: Call): Promise<Record<string, unknown>> {
    const { tenantId, actor, scopes } = call;
    if (!cache || !operation.cached) return persistence.read(tenantId, (tx) => runIn(operation, tx, input, call));
    const now = clock();
    const today = (tenant: Tenant) => todayOf(tenant, now);
    // Others may wait for the same answer, so it does not end with this call.
    const load = () =>
      persistence.read(tenantId, (tx) => runIn(operation, tx, input, { tenantId, actor, scopes }, now));
    const answer = await cachedAnswer({ persistence, cache, operation, tenantId, input, today, load });
    call.signal?.throwIfAborted();
    return answer;
  }

  return {
    operations,
    async execute(name, input, call) {
      const operation = byName.get(name);
      if (!operation) throw unknownOperation(name, [...byName.keys()]);
      const parsed = parseInput(operation.input, input ?? {});
      requireScope(scopeOf(operation, parsed), call);
      return operation.effect === "read"
        ? ask(operation, parsed, call)
        : persistence.write(call.tenantId, (tx) => runOnce(operation, tx, parsed, call));
    },
  };
}

function requireScope(scope: Scope, { scopes }: Principal): void {
  if (scopes.includes(scope)) return;
  throw new ForbiddenError(`This call needs the scope ${scope}.`, { hint: "Ask for a key or token that has it." });
}

function unknownOperation(name: string, known: string[]): InvalidInputError {
  const near = suggest(name, known);
  return new InvalidInputError(`There is no tool "${name.slice(0, 60)}".`, {
    field: "name",
    hint: near ? `Did you mean "${near}"?` : `Known tools: ${known.join(", ")}.`,
  });
}
