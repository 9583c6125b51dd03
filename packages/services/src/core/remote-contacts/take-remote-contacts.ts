import type { ClientId, SourceFact } from "@cs/models";
import { ownSource, type RemoteContactEntry, type WriteTransaction } from "@cs/persistence";
import { domainOf } from "../../sync/domain-of.ts";
import { isOutdated, statedAtOf } from "../../sync/is-outdated.ts";
import { accountsBehindContacts, companiesOf } from "./find-contact-account.ts";
import { heedObjections } from "./heed-objections.ts";
import { ownContacts } from "./own-contacts.ts";
import { type PlacedContact, placeContact } from "./place-contact.ts";
import type { RemoteContact, TakenContact } from "./remote-contact.ts";

/**
 * Takes up to 1,000 contacts of another system, each once: it becomes a contact of its account, or is noted as one that has
 * none. The same state again changes nothing, and an older one never replaces a newer one. A contact that was registered
 * here stays the one that it is, at its account. Who wants no mail gets none. Says what became of each, in the order given.
 */
export async function takeRemoteContacts(
  tx: WriteTransaction,
  source: string,
  contacts: readonly RemoteContact[],
): Promise<TakenContact[]> {
  const ids = contacts.map(({ id }) => id);
  const known = await tx.remoteContacts.open(source, ids);
  const accounts = await accountsBehindContacts(tx, source, { contacts, known });
  const stored = await tx.remoteContacts.stored(source, ids);
  const own = await ownContacts(tx, source, { contacts, known });
  const entries: RemoteContactEntry[] = [];
  const changed: RemoteContact[] = [];
  const left = new Set<ClientId>();
  const facts = { own: new Map<string, SourceFact<"contacts">>(), theirs: new Map<string, SourceFact<"contacts">>() };
  const taken = new Map<string, TakenContact>();
  for (const contact of contacts) {
    const { id } = contact;
    const before = known.get(id);
    if (isOutdated(contact, before)) {
      taken.set(id, { status: "outdated" });
      continue;
    }
    const placed = placeContact(contact, { accounts, own, stored: stored.get(id), before });
    const entry = entryOf(contact, placed, before);
    if (!isSame(entry, before)) {
      entries.push(entry);
      changed.push(contact);
    }
    if ("reason" in placed) {
      taken.set(id, leftOut(placed));
      continue;
    }
    const { fact, isOwn } = placed;
    if (before?.clientId && before.clientId !== fact.customer) left.add(before.clientId);
    facts[isOwn ? "own" : "theirs"].set(id, fact);
  }
  await tx.remoteContacts.record(source, entries, [...left]);
  await heedObjections(tx, source, changed);
  for (const [id, outcome] of await write(tx, ownSource, facts.own)) taken.set(id, outcome);
  for (const [id, outcome] of await write(tx, source, facts.theirs)) taken.set(id, outcome);
  return ids.map((id) => taken.get(id) ?? { status: "outdated" });
}

/** Who is nobody at a customer, or has no name, needs no account. */
function leftOut({ reason }: Extract<PlacedContact, { reason: unknown }>): TakenContact {
  return { status: reason === "lead" || reason === "nameless" ? "left_out" : "unmatched", reason };
}

function entryOf(
  contact: RemoteContact,
  placed: PlacedContact,
  before: RemoteContactEntry | undefined,
): RemoteContactEntry {
  const { id, email, updatedAt } = contact;
  return {
    externalId: id,
    ownId: "fact" in placed && placed.isOwn ? placed.fact.externalId : null,
    clientId: "fact" in placed ? placed.fact.customer : null,
    leftOut: "reason" in placed ? placed.reason : null,
    companyIds: companiesOf(contact, before),
    emailDomain: domainOf(email),
    updatedAt,
    statedAt: statedAtOf(contact, before),
  };
}

/** Whether an entry says what is known already. */
function isSame(entry: RemoteContactEntry, before: RemoteContactEntry | undefined): boolean {
  if (!before) return false;
  const plain = ({ updatedAt, ...rest }: RemoteContactEntry) =>
    JSON.stringify([Date.parse(updatedAt), Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
  return plain(entry) === plain(before);
}

/** Writes facts, and says what became of each by the id that the other system gave it. */
async function write(
  tx: WriteTransaction,
  source: string,
  facts: ReadonlyMap<string, SourceFact<"contacts">>,
): Promise<(readonly [string, TakenContact])[]> {
  const outcomes = await tx.facts.writeContacts(source, [...facts.values()]);
  return [...facts].map(([id, { customer: clientId }], index) => {
    const outcome = outcomes[index];
    if (!outcome || outcome.status === "rejected") throw new Error(`contact ${id} of ${source} was not written`);
    return [id, { status: outcome.status, clientId }] as const;
  });
}
