import { type Scope, scopes } from "@cs/models";

/** Who calls, for which tenant, and what they may do. */
export interface Principal {
  readonly tenantId: string;
  /** As the audit log names them: `local`, `key:ci`, `user:ann`. */
  readonly actor: string;
  readonly scopes: readonly Scope[];
}

/** Whoever may run programs on this machine: they could read the database too. */
export function localPrincipal(tenantId: string): Principal {
  return { tenantId, actor: "local", scopes };
}
