import { z } from "zod";
import type { VendorCall } from "../http/vendor-call.ts";
import { contactOnWire, type RemoteContact } from "./contact.ts";
import { secondsOf } from "./time.ts";

export interface ContactPage {
  readonly contacts: readonly RemoteContact[];
  /** How many contacts the whole search finds, where Intercom says it. */
  readonly total: number | null;
  /** Of the next page; null after the last. */
  readonly cursor: string | null;
}

const mostOfAPage = 150;

/**
 * Intercom takes a time for its day in the workspace's zone, and `>` begins with the day after it. So the day before is
 * asked for; the two hours more are for days of 25 hours.
 */
const dayBeforeSeconds = 26 * 3600;

const answer = z
  .object({
    data: z.array(contactOnWire),
    total_count: z.number().int().nullish(),
    pages: z.object({ next: z.object({ starting_after: z.string().nullish() }).nullish() }).nullish(),
  })
  .transform(
    ({ data, total_count: total, pages }): ContactPage => ({
      contacts: data,
      total: total ?? null,
      cursor: pages?.next?.starting_after ?? null,
    }),
  );

/** Throws `InvalidInputError` for a time that is none. */
export function searchContacts(since: string | null, cursor: string | undefined): VendorCall<ContactPage> {
  const after = since === null ? 0 : Math.max(0, secondsOf(since, "since") - dayBeforeSeconds);
  return {
    operation: "searchContacts",
    method: "POST",
    path: "/contacts/search",
    body: {
      query: { field: "updated_at", operator: ">", value: after },
      // The description does not name it. In this order a contact that changes meanwhile comes again, and none is left out.
      sort: { field: "updated_at", order: "ascending" },
      pagination: { per_page: mostOfAPage, starting_after: cursor },
    },
    repeat: "always",
    changes: false,
    answer,
  };
}
