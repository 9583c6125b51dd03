import { IntegrationError } from "@cs/models";
import { integrationError } from "../http/integration-error.ts";
import type { VendorMethods } from "../http/vendor-methods.ts";
import type { VendorOutcome } from "../outcome.ts";
import type { RemoteContact } from "./contact.ts";
import { contactPath, createContact, type NewContact, readContact, updateContact } from "./contact-calls.ts";

/** A contact that goes away between two calls is created anew once; who removes them that fast has to stop first. */
const mostRounds = 2;

/**
 * Creates the contact, or, where Intercom names one that is in the way, updates that one. In six calls at most it ends as
 * one of these: the contact; a `conflict`, with nothing changed, when the named contact is archived or deleted (Intercom
 * does not say which, and to bring it back is not for a program to decide) or belongs to another external id;
 * `not_found`, when contacts were removed twice while this went on.
 */
export async function upsertContact(
  contact: NewContact,
  send: VendorMethods["send"],
): Promise<VendorOutcome<RemoteContact>> {
  for (let round = 1; ; round += 1) {
    const created = await send(createContact(contact), (answer) => answer);
    if (created.outcome !== "done") return created;
    const answer = created.value;
    if (!("conflictingId" in answer)) return { outcome: "done", value: answer };
    if (answer.archived) throw conflict("Unarchive the contact at Intercom, or wait until Intercom has deleted it.");
    try {
      return await update(answer.conflictingId, contact, send);
    } catch (error) {
      if (round === mostRounds || !isGone(error)) throw error;
    }
  }
}

/** Looks first whose the contact is: never is one person's contact given to another. */
async function update(contactId: string, contact: NewContact, send: VendorMethods["send"]) {
  const found = await send(readContact(contactPath(contactId)), ({ externalId }) => externalId);
  if (found.outcome === "done" && found.value !== null && found.value !== contact.externalId) {
    throw conflict("Another contact at Intercom has this e-mail address: change the address there or here.");
  }
  return send(updateContact(contactId, contact), (answer) => answer);
}

function conflict(hint: string): IntegrationError {
  const call = { operation: "createUser", method: "POST" } as const;
  return integrationError("conflict", { vendor: "intercom", call, status: 409, hint });
}

function isGone(error: unknown): boolean {
  return error instanceof IntegrationError && error.failure === "not_found";
}
