import type { CalendarDate } from "@cs/models";
import { type Cache, contentHash, type Persistence, type Tenant } from "@cs/persistence";
import { z } from "zod";
import type { Operation } from "./operation.ts";

export interface CachedCall {
  readonly persistence: Persistence;
  readonly cache: Cache;
  readonly operation: Operation;
  readonly tenantId: string;
  readonly input: object;
  today(tenant: Tenant): CalendarDate;
  load(): Promise<Record<string, unknown>>;
}

/**
 * The answer of an operation through the cache. Whose data it is, and by which settings and on which day it is seen, is
 * asked of the database for every call; only the answer itself may be an earlier one.
 */
export async function cachedAnswer(call: CachedCall): Promise<Record<string, unknown>> {
  const { persistence, cache, operation, tenantId, input, load } = call;
  if (!operation.cached) return load();
  const { kind } = operation.cached;
  const { tenant, state } = await persistence.read(tenantId, async (tx) => ({
    tenant: await tx.tenants.get(),
    state: await tx.queries.databaseState(),
  }));
  const basis = { operation: operation.name, shape: shapeOf(operation), input, tenant, today: call.today(tenant) };
  const clientId = operation.cached.clientId(input);
  return cache.through(
    { tenantId, kind, clientId, basis, state, parse: (value) => operation.output.parse(value) },
    load,
  );
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
