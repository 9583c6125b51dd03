import type { ClientId, Contact, Instant } from "@cs/models";

/**
 * Why a contact of another system is no contact of an account. `lead`: nobody at a customer yet; `nameless`: it has neither
 * name nor address; `company_unknown`: it was told of without its companies.
 */
export const leftOutReasons = ["lead", "nameless", "company_unknown", "no_account", "several_accounts"] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** A contact of another system as it was taken last. */
export interface RemoteContactEntry {
  readonly externalId: string;
  /** The id of the contact here, when it was registered here: one contact there has it. */
  readonly ownId: string | null;
  readonly clientId: ClientId | null;
  readonly leftOut: LeftOutReason | null;
  /** What accounts are known as there, of its companies; null where they are not known. */
  readonly companyIds: readonly string[] | null;
  readonly emailDomain: string | null;
  readonly updatedAt: Instant;
  readonly statedAt: Instant | null;
}

/** A contact that people have to find an account for. */
export interface UnmatchedContact extends Pick<RemoteContactEntry, "externalId" | "companyIds" | "emailDomain"> {
  readonly reason: LeftOutReason;
  readonly updatedAt: Instant;
}

/** A contact that was removed in the other system and is kept here. */
export interface RemovedContact {
  readonly externalId: string;
  readonly clientId: ClientId;
  readonly removedAt: Instant;
}

/** A contact as facts have it, with its account. */
export interface StoredContact extends Contact {
  readonly externalId: string;
  readonly clientId: ClientId;
}
