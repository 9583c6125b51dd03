import { type ClientId, emailSchema, type SourceFact } from "@cs/models";
import type { StoredContact } from "@cs/persistence";
import { fitText } from "../../sync/fit-text.ts";
import type { RemoteContact } from "./remote-contact.ts";

/** Longer names are cut: other systems take more than facts hold. */
const longestName = 200;

interface MergeOptions {
  readonly clientId: ClientId;
  /** The contact as facts have it. */
  readonly stored: StoredContact | undefined;
  /** Whether it was registered here. */
  readonly isOwn: boolean;
}

/**
 * The fact of a contact: what the other system says now. Of a contact that was registered here an empty field changes
 * nothing. Title, roles and departure are known here alone. One without a name goes by its address; null for one without both.
 */
export function mergeContact(
  contact: RemoteContact,
  { clientId, stored, isOwn }: MergeOptions,
): SourceFact<"contacts"> | null {
  const registered = isOwn ? stored : undefined;
  const email = addressOf(contact) ?? registered?.email ?? null;
  const fullName = fitText(contact.name, longestName) ?? registered?.fullName ?? email ?? stored?.fullName;
  if (fullName === undefined) return null;
  return {
    externalId: stored?.externalId ?? contact.id,
    customer: clientId,
    fullName: fullName.slice(0, longestName),
    email,
    title: stored?.title ?? null,
    roles: stored?.roles ?? [],
    departedOn: stored?.departedOn ?? null,
  };
}

/** The address, when it is one. */
function addressOf({ email }: Pick<RemoteContact, "email">): string | null {
  return emailSchema.safeParse(email).data ?? null;
}
