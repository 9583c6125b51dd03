import type { VendorOutcome } from "@cs/integrations";
import type { MeasuredTicket, Zendesk } from "@cs/integrations/zendesk";
import type { Instant } from "@cs/models";
import type { RemoteTicket, TicketSource } from "@cs/services";
import { answersOf } from "./answers-of.ts";

/** So many things are asked for by their ids in one call. */
const idsOfACall = 100;
/** Addresses of so many people are remembered for the next page. */
const mostRemembered = 20_000;

const answerOf = answersOf({
  name: "Zendesk",
  field: "ZENDESK_SUBDOMAIN",
  hint: "Set ZENDESK_SUBDOMAIN and the credentials that docs/integrations/zendesk.md names.",
});

/**
 * The tickets of Zendesk. A search, which is late, finds which have changed; what they are now is read from themselves, with
 * what Zendesk measured of them and the addresses of their requesters: up to 20 calls for a page of 1,000.
 */
export function zendeskTickets(zendesk: Zendesk): TicketSource {
  const addresses = new Map<string, string | null>();

  async function rememberAddresses(userIds: readonly string[]): Promise<void> {
    if (addresses.size > mostRemembered) addresses.clear();
    const unknown = [...new Set(userIds)].filter((id) => !addresses.has(id));
    for (const id of unknown) addresses.set(id, null);
    for (const user of await inCalls(unknown, (ids) => zendesk.getUsers(ids))) addresses.set(user.id, user.email);
  }

  return {
    name: "zendesk",
    count: async (since) => answerOf(await zendesk.countTickets(queryOf(since))),
    async page({ since, cursor }) {
      const found = answerOf(await zendesk.searchTickets(queryOf(since), cursor ?? undefined));
      const now = await inCalls(
        found.tickets.map(({ id }) => id),
        (ids) => zendesk.getTickets(ids),
      );
      const shown = new Map(now.map((ticket) => [ticket.id, ticket]));
      // Zendesk shows archived tickets to searches alone.
      const tickets = found.tickets.map(
        (ticket) => shown.get(ticket.id) ?? { ...ticket, firstRepliedAt: null, solvedAt: null },
      );
      await rememberAddresses(tickets.flatMap(({ requesterId }) => requesterId ?? []));
      const whole = tickets.flatMap((ticket) => {
        const requesterEmail = addresses.get(ticket.requesterId ?? "") ?? null;
        return remoteTicketOf(ticket, { requesterEmail, statedAt: null }) ?? [];
      });
      return { tickets: whole, read: tickets.length, cursor: found.cursor };
    },
  };
}

/** A ticket in the words of the services; null for one that lacks what every ticket has. */
export function remoteTicketOf(
  { externalId: ownId, requesterId: _, status, createdAt, updatedAt, ...ticket }: MeasuredTicket,
  more: Pick<RemoteTicket, "requesterEmail" | "statedAt">,
): RemoteTicket | null {
  if (status === null || createdAt === null || updatedAt === null) return null;
  return { ...ticket, ...more, ownId, status, createdAt, updatedAt };
}

function queryOf(since: Instant | null): string {
  return `updated>=${(since ?? "1970-01-01T00:00:00.000Z").replace(/\.\d+Z$/, "Z")}`;
}

async function inCalls<Thing>(
  ids: readonly string[],
  ask: (ids: readonly string[]) => Promise<VendorOutcome<readonly Thing[]>>,
): Promise<Thing[]> {
  const calls = Array.from({ length: Math.ceil(ids.length / idsOfACall) }, (_, call) =>
    ids.slice(call * idsOfACall, (call + 1) * idsOfACall),
  );
  const answers = await Promise.all(calls.map(ask));
  return answers.flatMap(answerOf);
}
