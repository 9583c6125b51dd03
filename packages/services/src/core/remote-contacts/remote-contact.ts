import type { Instant, SuppressionReason } from "@cs/models";

/** A person as another system knows them, in the words of this product. What is not known is null. */
export interface RemoteContact {
  /** The id that the other system gave them. */
  readonly id: string;
  /** The id that this product gave them, when they were registered here. */
  readonly ownId: string | null;
  /** Whether they are somebody at a customer; leads are not. */
  readonly isUser: boolean;
  readonly name: string | null;
  readonly email: string | null;
  /** What accounts are known as there, of all companies they belong to; null where these were not told. */
  readonly companyIds: readonly string[] | null;
  /** Why they are not to be written to. */
  readonly objections: readonly SuppressionReason[];
  /** When they were changed last, in whole seconds. */
  readonly updatedAt: Instant;
  /** The same, more exactly, as an event tells it; null for one that was read. */
  readonly statedAt: Instant | null;
}

/** What became of a contact. `outdated`: a newer state is stored. `left_out`: it is nobody at a customer, or has no name. */
export type TakenContact =
  | { readonly status: "inserted" | "updated" | "unchanged"; readonly clientId: string }
  | { readonly status: "outdated" }
  | { readonly status: "unmatched" | "left_out"; readonly reason: string };
