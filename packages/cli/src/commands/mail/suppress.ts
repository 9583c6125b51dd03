import type { SuppressionScope } from "@cs/models";
import type { Environment } from "@cs/runtime";
import { suppress, unsuppress } from "@cs/services";
import { changePermissions } from "./change.ts";

export interface SuppressOptions {
  readonly scope: SuppressionScope;
  readonly reason: string;
}

/** Has nothing of a scope sent to addresses any more. */
export function suppressMail(
  emails: readonly string[],
  { scope, reason: note }: SuppressOptions,
  environment: Environment,
): Promise<void> {
  const said = `Sends nothing more (${scope}) to`;
  return changePermissions({ emails, note, said }, environment, (tx, change) => suppress(tx, { ...change, scope }));
}

/** Lets addresses be written to again. */
export function unsuppressMail(
  emails: readonly string[],
  { scope, reason: note }: SuppressOptions,
  environment: Environment,
): Promise<void> {
  const said = `No longer suppressed (${scope})`;
  return changePermissions({ emails, note, said }, environment, (tx, change) => unsuppress(tx, { ...change, scope }));
}
