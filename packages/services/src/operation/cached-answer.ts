import type { CalendarDate } from "@cs/models";
import { type Cache, contentHash, gather, type Persistence, type Tenant } from "@cs/persistence";
import { z } from "zod";
import type { Seen } from "./call-context.ts";
import type { Operation } from "./operation.ts";

export interface CachedAnswersOptions {
  readonly persistence: Persistence;
  readonly cache: Cache;
  today(tenant: Tenant): CalendarDate;
}

/** A call of an operation whose answers are cached. */
export interface CachedCall {
  readonly operation: Operation;
  readonly tenantId: string;
  readonly input: object;
  load(seen: Seen): Promise<Record<string, unknown>>;
}

/**
 * The answers of operations through the cache. Whose data it is, and by which settings and on which day it is seen, is
 * asked of the database for every call, once for those that come at the same time; only the answer itself may be an
 * earlier one.
 */
export function createCachedAnswers({ persistence, cache, today }: CachedAnswersOptions) {
  const basisOf = gather({
    groupOf: (tenantId: string) => tenantId,
    async answerAll(asking) {
      const [tenantId = ""] = asking;
      const basis = await persistence.read(tenantId, async (tx) => {
        const [tenant, state] = await Promise.all([tx.tenants.get(), tx.queries.databaseState()]);
        return { tenant, state };
      });
      return asking.map(() => basis);
    },
    most: Number.POSITIVE_INFINITY,
  });

  return async ({ operation, tenantId, input, load }: CachedCall): Promise<Record<string, unknown>> => {
    const { tenant, state } = await basisOf(tenantId);
    const seen = { tenant, today: today(tenant) };
    if (!operation.cached) return load(seen);
    const { kind } = operation.cached;
    const basis = { operation: operation.name, shape: shapeOf(operation), input, ...seen };
    const clientId = operation.cached.clientId(input);
    return cache.through(
      { tenantId, kind, clientId, basis, state, parse: (value) => operation.output.parse(value) },
      () => load(seen),
    );
  };
}

const shapes = new WeakMap<z.ZodType, string>();

/** Names the shape of an operation's answers, so that a version which has another never reads those of before. */
function shapeOf({ output }: Operation): string {
  const known = shapes.get(output);
  if (known !== undefined) return known;
  const shape = contentHash(z.toJSONSchema(output));
  shapes.set(output, shape);
  return shape;
}
