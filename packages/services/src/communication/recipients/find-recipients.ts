import { type CalendarDate, type ClientId, type ContactRole, InvalidInputError } from "@cs/models";
import type { MailContact, ReadTransaction } from "@cs/persistence";

/** Who is to be written to: contacts of accounts or of a segment, contacts with certain addresses, or those that are both. */
export interface RecipientsRequest {
  readonly clientIds?: readonly ClientId[] | undefined;
  readonly segmentId?: string | undefined;
  readonly emails?: readonly string[] | undefined;
  readonly roles?: readonly ContactRole[] | undefined;
}

/** Somebody who was asked for and is not written to. */
export interface Unreachable {
  readonly clientId: ClientId | null;
  readonly address: string | null;
  readonly reason: string;
}

export interface Recipients {
  /** One per address. */
  readonly contacts: readonly MailContact[];
  readonly unreachable: readonly Unreachable[];
}

/** Messages of one call. */
export const mostRecipients = 1000;
/** Contacts that are looked at for a call, so that no call reads without end. */
const mostContacts = 10_000;

/** The contacts that a call asks for, each address once: that of the first account, by its id. */
export async function findRecipients(
  request: RecipientsRequest,
  { tx, today }: { readonly tx: ReadTransaction; readonly today: CalendarDate },
): Promise<Recipients> {
  const clientIds = await accountsOf(request, tx);
  const addresses = request.emails && [...new Set(request.emails.map((email) => email.toLowerCase()))];
  const asked = { clientIds, addresses: addresses ?? null, roles: request.roles ?? [] };
  const found = await tx.queries.mailContacts({ ...asked, limit: mostContacts + 1 });
  const isHere = ({ departedOn }: MailContact) => departedOn === null || departedOn > today;
  const contacts = [...Map.groupBy(found.filter(isHere), ({ address }) => address).values()].flatMap(
    ([one]) => one ?? [],
  );
  if (contacts.length > mostRecipients || found.length > mostContacts) throw tooMany();
  const written = new Set(contacts.map(({ address }) => address));
  const reached = new Set(found.filter(isHere).map(({ clientId }) => clientId));
  const departed = new Map(found.map(({ address, departedOn }) => [address, departedOn]));
  const gone = (address: string) => departed.get(address) ?? null;
  const unreachable = addresses
    ? addresses
        .filter((address) => !written.has(address))
        .map((address) => ({ clientId: null, address, reason: missingReason(gone(address)) }))
    : (clientIds ?? [])
        .filter((clientId) => !reached.has(clientId))
        .map((clientId) => ({
          clientId,
          address: null,
          reason: "the account has no contact that fits and has an e-mail address",
        }));
  return { contacts, unreachable };
}

/** The accounts that are asked for; null when only addresses are. */
async function accountsOf(
  { clientIds, segmentId, emails }: RecipientsRequest,
  tx: ReadTransaction,
): Promise<readonly ClientId[] | null> {
  if (clientIds && segmentId !== undefined) {
    throw wrongSelection("Clients and a segment are given.", "Leave out clientIds or segmentId.");
  }
  if (segmentId !== undefined) {
    await tx.segments.get(segmentId);
    return [...(await tx.segments.groupsOf(segmentId)).keys()].toSorted();
  }
  if (clientIds) {
    const [unknown] = await tx.accounts.unknownIds(clientIds);
    if (unknown !== undefined) await tx.accounts.get(unknown);
    return [...new Set(clientIds)].toSorted();
  }
  if (emails) return null;
  throw wrongSelection("Nobody is to be written to.", "Give clientIds, segmentId or emails.");
}

function missingReason(departedOn: CalendarDate | null): string {
  return departedOn === null ? "no contact that fits has this address" : `the contact departed on ${departedOn}`;
}

function wrongSelection(message: string, hint: string): InvalidInputError {
  return new InvalidInputError(message, { field: "clientIds", hint });
}

function tooMany(): InvalidInputError {
  return new InvalidInputError("A call writes to at most 1,000 contacts, and more fit.", {
    field: "clientIds",
    hint: "Name roles, fewer clients or a smaller segment, and send the rest with another call.",
  });
}
