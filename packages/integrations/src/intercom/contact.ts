import { z } from "zod";
import { timeOnWire } from "./time.ts";

/** A person as Intercom knows them; what an answer leaves out is null. Names and addresses are what people entered. */
export interface RemoteContact {
  /** The vendor's id. */
  readonly id: string;
  /** The id that this product gave it. */
  readonly externalId: string | null;
  readonly role: "user" | "lead" | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly createdAt: string | null;
  /** When it was changed last: in whole seconds, and in notifications more exactly. */
  readonly updatedAt: string | null;
  readonly lastSeenAt: string | null;
  /** The vendor's ids of its companies; null where not all of them are told: a contact names ten at most. */
  readonly companyIds: readonly string[] | null;
  /** Whether it wants no mail any more, has called mail spam, or takes none; false where that is not told. */
  readonly unsubscribed: boolean;
  readonly reportedSpam: boolean;
  readonly bounced: boolean;
}

/** The id of something at Intercom. */
export const idOnWire = z.union([z.number().int(), z.string().min(1)]).transform(String);

const companiesOnWire = z
  .object({ data: z.array(z.object({ id: idOnWire })), has_more: z.boolean().nullish() })
  .transform(({ data, has_more: hasMore }) => (hasMore ? null : data.map(({ id }) => id)));

export const contactOnWire = z
  .object({
    id: idOnWire,
    external_id: z.string().nullish(),
    role: z.string().nullish(),
    name: z.string().nullish(),
    email: z.string().nullish(),
    created_at: timeOnWire.nullish(),
    updated_at: timeOnWire.nullish(),
    last_seen_at: timeOnWire.nullish(),
    companies: companiesOnWire.nullish(),
    unsubscribed_from_emails: z.boolean().nullish(),
    marked_email_as_spam: z.boolean().nullish(),
    has_hard_bounced: z.boolean().nullish(),
  })
  .transform(
    (wire): RemoteContact => ({
      id: wire.id,
      externalId: wire.external_id ?? null,
      role: wire.role === "user" || wire.role === "lead" ? wire.role : null,
      name: wire.name ?? null,
      email: wire.email ?? null,
      createdAt: wire.created_at ?? null,
      updatedAt: wire.updated_at ?? null,
      lastSeenAt: wire.last_seen_at ?? null,
      companyIds: wire.companies ?? null,
      unsubscribed: wire.unsubscribed_from_emails ?? false,
      reportedSpam: wire.marked_email_as_spam ?? false,
      bounced: wire.has_hard_bounced ?? false,
    }),
  );
