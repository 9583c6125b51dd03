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
  readonly lastSeenAt: string | null;
}

/** The id of something at Intercom. */
export const idOnWire = z.union([z.number().int(), z.string().min(1)]).transform(String);

export const contactOnWire = z
  .object({
    id: idOnWire,
    external_id: z.string().nullish(),
    role: z.string().nullish(),
    name: z.string().nullish(),
    email: z.string().nullish(),
    created_at: timeOnWire.nullish(),
    last_seen_at: timeOnWire.nullish(),
  })
  .transform(
    (wire): RemoteContact => ({
      id: wire.id,
      externalId: wire.external_id ?? null,
      role: wire.role === "user" || wire.role === "lead" ? wire.role : null,
      name: wire.name ?? null,
      email: wire.email ?? null,
      createdAt: wire.created_at ?? null,
      lastSeenAt: wire.last_seen_at ?? null,
    }),
  );
