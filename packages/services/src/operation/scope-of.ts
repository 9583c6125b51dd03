import type { Scope } from "@cs/models";
import type { Effect } from "./operation.ts";

const scopeOfEffect = { read: "cs:read", write: "cs:write" } as const satisfies Record<Effect, Scope>;

/** The scope that a call needs: the one declared for its `action`, else the one of the operation's effect. */
export function scopeOf(
  {
    effect,
    actionScopes = {},
  }: { readonly effect: Effect; readonly actionScopes?: Readonly<Record<string, Scope>> | undefined },
  input: unknown,
): Scope {
  const action = input !== null && typeof input === "object" && "action" in input ? String(input.action) : "";
  const declared = Object.hasOwn(actionScopes, action) ? actionScopes[action] : undefined;
  return declared ?? scopeOfEffect[effect];
}
