import { ForbiddenError, type Scope } from "@cs/models";
import type { Effect, Operation } from "./operation.ts";
import type { Principal } from "./principal.ts";

const scopeOfEffect = { read: "cs:read", write: "cs:write", outward: "cs:write" } as const satisfies Record<
  Effect,
  Scope
>;

/**
 * The scope that a call needs: that of the effect of its `action`, which is the first when none is given. An operation
 * without actions, and an action it does not have, need that of its strongest effect.
 */
export function scopeOf({ effect, actions }: Pick<Operation, "effect" | "actions">, input: unknown): Scope {
  const [first = ""] = Object.keys(actions ?? {});
  const action = input !== null && typeof input === "object" && "action" in input ? String(input.action) : first;
  const chosen = actions && Object.hasOwn(actions, action) ? actions[action] : undefined;
  return scopeOfEffect[chosen ?? effect];
}

/** Throws `ForbiddenError` when who calls may not do what needs the scope. */
export function requireScope(scope: Scope, { scopes }: Principal): void {
  if (scopes.includes(scope)) return;
  throw new ForbiddenError(`This call needs the scope ${scope}.`, { hint: "Ask for a key or token that has it." });
}
