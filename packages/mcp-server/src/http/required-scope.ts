import type { Scope } from "@cs/models";
import { type Operation, type Principal, scopeOf } from "@cs/services";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";

/**
 * The first scope that a message needs and its sender lacks, or null. The executor asks again; this is for the answer,
 * which over HTTP has a status.
 */
export function missingScope(
  message: unknown,
  { scopes }: Principal,
  operations: ReadonlyMap<string, Operation>,
): Scope | null {
  for (const each of Array.isArray(message) ? message : [message]) {
    const { data: call } = CallToolRequestSchema.safeParse(each);
    const operation = call && operations.get(call.params.name);
    if (!operation) continue;
    const scope = scopeOf(operation, call.params.arguments);
    if (!scopes.includes(scope)) return scope;
  }
  return null;
}
