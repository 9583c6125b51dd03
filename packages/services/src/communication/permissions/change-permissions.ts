import { InvalidInputError, type MessageCategory, type SuppressionScope } from "@cs/models";
import type { WriteTransaction } from "@cs/persistence";
import { nothingKnown } from "./objection-to.ts";

/** Who changes what addresses may be sent, when and why. */
export interface PermissionChange {
  readonly emails: readonly string[];
  readonly actor: string;
  readonly requestId: string;
  readonly now: Date;
  /** Why, in words for people. */
  readonly note: string;
}

/** Has nothing of a scope sent to addresses any more, because somebody asked for it. */
export async function suppress(
  tx: WriteTransaction,
  { scope, ...change }: PermissionChange & { readonly scope: SuppressionScope },
): Promise<void> {
  const { actor, note, now } = change;
  const row = { scope, reason: "request", lifted: false, source: actor, note, at: now.toISOString() } as const;
  await tx.permissions.suppress(addressesOf(change).map((address) => ({ address, ...row })));
  await audit(tx, change, { field: "suppression", before: null, after: scope });
}

/**
 * Ends the suppressions of a scope, whatever their reason. The provider may have a list of its own.
 *
 * @throws InvalidInputError when an address has none.
 */
export async function unsuppress(
  tx: WriteTransaction,
  { scope, ...change }: PermissionChange & { readonly scope: SuppressionScope },
): Promise<void> {
  const { actor, note, now } = change;
  const addresses = addressesOf(change);
  const permissions = await tx.permissions.of(addresses);
  const lifting = addresses.flatMap((address) => {
    const found = (permissions.get(address) ?? nothingKnown).suppressions.filter((each) => each.scope === scope);
    if (found.length > 0) return found.map(({ reason }) => ({ address, reason }));
    throw new InvalidInputError(`${address} has no suppression of the scope ${scope}.`, {
      field: "scope",
      hint: `See what it has with cs mail show ${address}.`,
    });
  });
  const row = { scope, lifted: true, source: actor, note, at: now.toISOString() } as const;
  await tx.permissions.suppress(lifting.map((each) => ({ ...each, ...row })));
  await audit(tx, change, { field: "suppression", before: scope, after: null });
}

/** Notes that people agreed to messages of a category, or no longer do; `note` says where. */
export async function recordConsent(
  tx: WriteTransaction,
  { category, given, ...change }: PermissionChange & { readonly category: MessageCategory; readonly given: boolean },
): Promise<void> {
  const { actor, note, now } = change;
  const row = { category, given, source: note, author: actor, at: now.toISOString() } as const;
  await tx.permissions.consent(addressesOf(change).map((address) => ({ address, ...row })));
  await audit(tx, change, { field: `consent.${category}`, before: null, after: given });
}

function addressesOf({ emails }: PermissionChange): string[] {
  return [...new Set(emails.map((email) => email.toLowerCase()))];
}

/** Addresses stay out of the audit log, which nobody can erase from: the rows name who wrote them and when. */
async function audit(
  tx: WriteTransaction,
  { actor, requestId, note }: PermissionChange,
  change: { readonly field: string; readonly before: unknown; readonly after: unknown },
): Promise<void> {
  const operation = "send_personalized_email";
  await tx.audit.add({ actor, operation, clientId: null, requestId, reason: note, changes: [change] });
}
