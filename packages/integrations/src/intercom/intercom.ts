import { z } from "zod";
import { fixedAuthorization } from "../http/authorization.ts";
import type { VendorCall } from "../http/vendor-call.ts";
import { createVendorClient, type VendorClient, type VendorClientOptions } from "../http/vendor-client.ts";
import { vendorMethods } from "../http/vendor-methods.ts";
import type { VendorOutcome } from "../outcome.ts";
import { adminOnWire, type RemoteAdmin } from "./admin.ts";
import { type CompanyPage, type RemoteCompany, readCompaniesOf, readCompany } from "./company.ts";
import type { RemoteContact } from "./contact.ts";
import { contactPath, type NewContact, readContact } from "./contact-calls.ts";
import { eventBody, type NewEvent } from "./event.ts";
import { inTurn } from "./in-turn.ts";
import { messageAnswer, messageBody, type NewMessage, type RemoteMessage } from "./message.ts";
import { noteAnswer, type RemoteNote } from "./note.ts";
import { type IntercomRegion, intercomRegions } from "./regions.ts";
import { type ContactPage, searchContacts } from "./search-contacts.ts";
import { type RemoteTag, tagOnWire } from "./tag.ts";
import { upsertContact } from "./upsert-contact.ts";

export interface IntercomOptions extends VendorClientOptions {
  readonly accessToken: string;
  /** The number of the teammate from whom messages and notes come. */
  readonly adminId: number;
  /** Where the workspace is kept; default `us`. */
  readonly region?: IntercomRegion | undefined;
  /** Another address than that of the region. */
  readonly baseUrl?: string | undefined;
}

/**
 * Contacts and messages at Intercom, by version 2.14 of its interface. Methods throw `IntegrationError`; without options
 * each says `not_configured`.
 * https://developers.intercom.com/docs/references/2.14/rest-api/api.intercom.io
 */
export interface Intercom {
  /** Whose access token this is. */
  whoAmI(): Promise<VendorOutcome<RemoteAdmin>>;
  /** A message has no key: one whose fate is unknown is not sent again. */
  sendMessage(message: NewMessage): Promise<VendorOutcome<RemoteMessage>>;
  /** A note has no key either. HTML or plain text, as in messages. */
  createNote(contactId: string, body: string): Promise<VendorOutcome<RemoteNote>>;
  /** Intercom takes an event now and counts it later. Throws `InvalidInputError` for a time that is none. */
  trackEvent(event: NewEvent): Promise<VendorOutcome<null>>;
  /** An archived contact, and one that was merged into another, is not found. */
  getUser(contactId: string): Promise<VendorOutcome<RemoteContact>>;
  /** By the id that this product gave them. Leads have none. */
  getUserByExternalId(externalId: string): Promise<VendorOutcome<RemoteContact>>;
  /**
   * Creates or updates the one contact of an external id. One that is archived or deleted at Intercom is a `conflict`, and
   * nothing changes. Calls for the same id go one after the other: of two at once Intercom may make two contacts.
   */
  createUser(contact: NewContact): Promise<VendorOutcome<RemoteContact>>;
  /**
   * A page of up to 150 contacts that have changed since then, those that changed first before the others; null
   * for all. Intercom compares by days of the workspace's zone: there may be contacts up to two days older among them.
   * Archived contacts, and those that were merged into others, are not found; new ones after a few minutes.
   */
  searchContacts(since: string | null, cursor?: string): Promise<VendorOutcome<ContactPage>>;
  /** By the vendor's id. */
  getCompany(companyId: string): Promise<VendorOutcome<RemoteCompany>>;
  /** A page of the companies of a contact, however many. */
  getCompaniesOf(contactId: string, page?: number): Promise<VendorOutcome<CompanyPage>>;
  /** Creates the tag where there is none of that name, in whatever case. Tagged twice is tagged once. */
  addTag(contactId: string, name: string): Promise<VendorOutcome<RemoteTag>>;
  close(): Promise<void>;
}

export function createIntercom(options?: IntercomOptions): Intercom {
  const { send, close } = vendorMethods("intercom", options && clientOf(options));
  // Without options nothing is sent.
  const adminId = options?.adminId ?? 0;
  const oneAtATime = inTurn();
  const asItIs = <Answer>(answer: Answer) => answer;

  return {
    whoAmI: () =>
      send({ operation: "whoAmI", method: "GET", path: "/me", repeat: "always", answer: adminOnWire }, asItIs),
    sendMessage: (message) =>
      send(
        {
          operation: "sendMessage",
          method: "POST",
          path: "/messages",
          body: messageBody(message, adminId),
          repeat: "unless_sent",
          answer: messageAnswer,
        },
        asItIs,
      ),
    createNote: (contactId, body) =>
      send(
        {
          operation: "createNote",
          method: "POST",
          path: contactPath(contactId, "/notes"),
          body: { body, admin_id: String(adminId) },
          repeat: "unless_sent",
          answer: noteAnswer,
        },
        asItIs,
      ),
    trackEvent: async (event) =>
      send(
        {
          operation: "trackEvent",
          method: "POST",
          path: "/events",
          body: eventBody(event),
          repeat: "always",
          // Taken is a status without a body.
          answer: z.unknown(),
        },
        () => null,
      ),
    getUser: (contactId) => send(readContact(contactPath(contactId)), asItIs),
    getUserByExternalId: (externalId) =>
      send(readContact(`/contacts/find_by_external_id/${encodeURIComponent(externalId)}`), asItIs),
    createUser: (contact) => oneAtATime(contact.externalId, () => upsertContact(contact, send)),
    searchContacts: async (since, cursor) => send(searchContacts(since, cursor), asItIs),
    getCompany: (companyId) => send(readCompany(companyId), asItIs),
    getCompaniesOf: (contactId, page = 1) => send(readCompaniesOf(contactId, page), asItIs),
    async addTag(contactId, name) {
      const tag = await send(
        {
          operation: "createTag",
          method: "POST",
          path: "/tags",
          body: { name },
          repeat: "always",
          answer: tagOnWire,
        },
        asItIs,
      );
      if (tag.outcome !== "done") return tag;
      return send(
        {
          operation: "addTag",
          method: "POST",
          path: contactPath(contactId, "/tags"),
          body: { id: tag.value.id },
          repeat: "always",
          answer: tagOnWire,
        },
        asItIs,
      );
    },
    close,
  };
}

/** A client whose calls name the version of the interface. */
function clientOf({
  accessToken,
  adminId: _,
  region = "us",
  baseUrl = intercomRegions[region],
  ...options
}: IntercomOptions): VendorClient {
  const authorization = fixedAuthorization(`Bearer ${accessToken}`);
  const { send, ...client } = createVendorClient({ ...options, vendor: "intercom", baseUrl, authorization });
  const headers = { "intercom-version": "2.14" };
  return { ...client, send: <Answer>(call: VendorCall<Answer>) => send({ ...call, headers }) };
}
