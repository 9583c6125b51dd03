import { visibleLine } from "@cs/models";
import type { MailContact } from "@cs/persistence";
import type { NextRenewal } from "../../health/scoring/next-renewal.ts";

/** What stored facts say of a recipient. */
export interface MergeSource {
  readonly contact: MailContact;
  /** Null when no end of a term is known. */
  readonly renewal: NextRenewal | null;
}

const readers = {
  "account.name": ({ contact }) => contact.clientName,
  "account.csm": ({ contact }) => contact.csm,
  "account.plan": ({ contact }) => contact.planTier,
  "account.industry": ({ contact }) => contact.industry,
  "contact.name": ({ contact }) => contact.fullName,
  "contact.firstName": ({ contact }) => firstNameOf(contact.fullName),
  "contact.title": ({ contact }) => contact.title,
  "contact.email": ({ contact }) => contact.address,
  "renewal.date": ({ renewal }) => renewal?.date ?? null,
  "renewal.optOutDeadline": ({ renewal }) => renewal?.optOutDeadline ?? null,
} as const satisfies Readonly<Record<string, (source: MergeSource) => string | null>>;

type StoredField = keyof typeof readers;

/** Merge fields that stored facts fill. */
export const storedFields = Object.keys(readers) as readonly StoredField[];

export function isStoredField(name: string): name is StoredField {
  return Object.hasOwn(readers, name);
}

/** What stored facts say of a merge field, in one line; null when they do not tell. */
export function storedValue(name: StoredField, source: MergeSource): string | null {
  return visibleLine(readers[name](source) ?? "").trim() || null;
}

/**
 * The first of exactly two words that each begin with a capital letter. Only whole names are stored, and of any other form,
 * as `Head of operations` or a single name, it cannot be told which part is the first name.
 */
function firstNameOf(fullName: string): string | null {
  return /^(\p{Lu}[\p{L}\p{M}'’-]*) \p{Lu}[\p{L}\p{M}'’-]*$/u.exec(visibleLine(fullName).trim())?.[1] ?? null;
}
