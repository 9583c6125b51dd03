import type { ClientId, SourceFact, TicketRef } from "@cs/models";
import { ownSource, type RemoteTicketEntry, type StoredTicket, type WriteTransaction } from "@cs/persistence";
import { accountsBehind } from "../../sync/account-behind.ts";
import { domainOf } from "../../sync/domain-of.ts";
import { isOutdated, statedAtOf } from "../../sync/is-outdated.ts";
import { loggedRef } from "../tickets/ticket-id.ts";
import { type FoundAccount, findAccount, marksOf } from "./find-account.ts";
import { mergeTicket } from "./merge-ticket.ts";
import { ownTickets } from "./own-tickets.ts";
import type { RemoteTicket, TakenTicket } from "./remote-ticket.ts";
import { holdWorkedOn, logRemoteChange, type RemoteChange, withoutUnheard } from "./worked-on.ts";

/**
 * Takes up to 1,000 tickets of a help desk, each once: it becomes a ticket of its account, or is noted as one that has none.
 * The same state again changes nothing, and an older one never replaces a newer one. A ticket that was made here stays the
 * one that it is. What people here changed and the help desk has not heard of stays; what it changed in a ticket that they
 * work on is logged. Says what became of each, in the order given.
 */
export async function takeRemoteTickets(
  tx: WriteTransaction,
  source: string,
  tickets: readonly RemoteTicket[],
): Promise<TakenTicket[]> {
  const ids = tickets.map(({ id }) => id);
  const known = await tx.remoteTickets.open(source, ids);
  const accounts = await accountsBehind(tx, source, tickets.map(marksOf));
  const own = await ownTickets(tx, source, tickets);
  const stored = await tx.remoteTickets.stored(source, ids);
  const refOf = ({ id }: RemoteTicket): TicketRef => {
    const made = own.get(id);
    return made ? { source: ownSource, externalId: made.externalId } : { source, externalId: id };
  };
  const workedOn = await holdWorkedOn(tx, source, tickets.map(refOf));
  const changes: RemoteChange[] = [];
  const entries: RemoteTicketEntry[] = [];
  const left = new Set<ClientId>();
  const facts = { own: new Map<string, SourceFact<"tickets">>(), theirs: new Map<string, SourceFact<"tickets">>() };
  const taken = new Map<string, TakenTicket>();
  for (const ticket of tickets) {
    const { id } = ticket;
    const before = known.get(id);
    if (isOutdated(ticket, before)) {
      taken.set(id, { status: "outdated" });
      continue;
    }
    const made = own.get(id);
    const found = made ?? findAccount(ticket, accounts, before);
    const entry = entryOf(ticket, { found, made, before });
    if (!isSame(entry, before)) entries.push(entry);
    if ("reason" in found) {
      taken.set(id, { status: "unmatched", reason: found.reason });
      continue;
    }
    if (before?.clientId && before.clientId !== found.clientId) left.add(before.clientId);
    const worked = workedOn.get(loggedRef(refOf(ticket)));
    const merged = mergeTicket(ticket, worked?.ticket ?? made ?? stored.get(id), found.clientId);
    const fact = worked ? withoutUnheard(merged, worked) : merged;
    facts[made ? "own" : "theirs"].set(id, fact);
    if (worked) changes.push({ ticket: worked.ticket, fact, there: ticket });
  }
  await tx.remoteTickets.record(source, entries, [...left]);
  for (const [id, outcome] of await write(tx, ownSource, facts.own)) taken.set(id, outcome);
  for (const [id, outcome] of await write(tx, source, facts.theirs)) taken.set(id, outcome);
  for (const change of changes) await logRemoteChange(tx, source, change);
  return ids.map((id) => taken.get(id) ?? { status: "outdated" });
}

interface EntryOptions {
  readonly found: FoundAccount;
  /** The ticket here, when it was made here. */
  readonly made: StoredTicket | undefined;
  readonly before: RemoteTicketEntry | undefined;
}

function entryOf(
  { id, organizationId, requesterEmail, updatedAt, statedAt }: RemoteTicket,
  { found, made, before }: EntryOptions,
): RemoteTicketEntry {
  return {
    externalId: id,
    ownId: made?.externalId ?? null,
    clientId: "clientId" in found ? found.clientId : null,
    unmatched: "reason" in found ? found.reason : null,
    organizationId,
    requesterDomain: domainOf(requesterEmail) ?? before?.requesterDomain ?? null,
    updatedAt,
    statedAt: statedAtOf({ updatedAt, statedAt }, before),
  };
}

/** Whether an entry says what is known already. */
function isSame(entry: RemoteTicketEntry, before: RemoteTicketEntry | undefined): boolean {
  if (!before) return false;
  const { updatedAt, statedAt, ...rest } = entry;
  const keys = Object.keys(rest) as (keyof typeof rest)[];
  return (
    Date.parse(updatedAt) === Date.parse(before.updatedAt) &&
    statedAt === before.statedAt &&
    keys.every((key) => rest[key] === before[key])
  );
}

/** Writes facts, and says what became of each by the id that the help desk gave it. */
async function write(
  tx: WriteTransaction,
  source: string,
  facts: ReadonlyMap<string, SourceFact<"tickets">>,
): Promise<(readonly [string, TakenTicket])[]> {
  const outcomes = await tx.facts.writeTickets(source, [...facts.values()]);
  return [...facts].map(([id, { customer: clientId }], index) => {
    const outcome = outcomes[index];
    if (!outcome || outcome.status === "rejected") throw new Error(`ticket ${id} of ${source} was not written`);
    return [id, { status: outcome.status, clientId }] as const;
  });
}
