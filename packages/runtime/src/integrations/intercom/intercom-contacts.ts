import type { Intercom, RemoteContact as IntercomContact } from "@cs/integrations/intercom";
import type { Instant } from "@cs/models";
import type { ContactSource, RemoteContact } from "@cs/services";
import { answerOf } from "./answer-of.ts";
import { companyIdsOf } from "./company-ids.ts";

/**
 * The contacts of Intercom, 150 on a page. They name companies by Intercom's ids, so each company costs a call when it is
 * first met, and so does each contact of more than ten companies.
 */
export function intercomContacts(intercom: Intercom): ContactSource {
  const readCompanyIds = companyIdsOf(intercom);
  return {
    name: "intercom",
    count: async (since) => answerOf(await intercom.searchContacts(since)).total ?? 0,
    async page({ since, cursor }) {
      const found = answerOf(await intercom.searchContacts(since, cursor ?? undefined));
      const changed = found.contacts.filter(({ updatedAt }) => isSince(updatedAt, since));
      const companyIds = await readCompanyIds(changed.filter(({ role }) => role === "user"));
      const contacts = changed.flatMap((contact) => {
        const more = { companyIds: companyIds.get(contact.id) ?? null, statedAt: null };
        return remoteContactOf(contact, more) ?? [];
      });
      return { contacts, read: changed.length, cursor: found.cursor };
    },
  };
}

/** A contact in the words of the services; null for one without a time, of which nobody can say how new it is. */
export function remoteContactOf(
  { id, externalId, role, name, email, updatedAt, ...told }: IntercomContact,
  more: Pick<RemoteContact, "companyIds" | "statedAt">,
): RemoteContact | null {
  if (updatedAt === null) return null;
  const isUser = role === "user";
  const objections = objectionsOf(told);
  return { id, ownId: externalId, isUser, name, email, objections, updatedAt: secondOf(updatedAt), ...more };
}

function objectionsOf({
  unsubscribed,
  reportedSpam,
  bounced,
}: Pick<IntercomContact, "unsubscribed" | "reportedSpam" | "bounced">): RemoteContact["objections"] {
  return [
    ...(bounced ? (["bounce"] as const) : []),
    ...(reportedSpam ? (["spam_report"] as const) : []),
    ...(unsubscribed ? (["unsubscribe"] as const) : []),
  ];
}

/** A search finds by days. */
function isSince(updatedAt: Instant | null, since: Instant | null): boolean {
  return since === null || updatedAt === null || updatedAt >= secondOf(since);
}

/** Searches tell times in whole seconds, notifications more exactly: so that they can be compared. */
function secondOf(instant: Instant): Instant {
  return new Date(Math.floor(Date.parse(instant) / 1000) * 1000).toISOString();
}
