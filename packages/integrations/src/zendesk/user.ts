import { z } from "zod";

/** A person as Zendesk knows them. */
export interface RemoteUser {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly role: "end_user" | "agent" | "admin" | null;
  readonly organizationId: string | null;
}

const id = z.union([z.number().int(), z.string()]).transform(String);

export const userOnWire = z
  .object({
    id,
    name: z.string().nullish(),
    email: z.string().nullish(),
    role: z.string().nullish(),
    organization_id: id.nullish(),
  })
  .transform(
    (wire): RemoteUser => ({
      id: wire.id,
      name: wire.name ?? null,
      email: wire.email ?? null,
      role: wire.role === "end-user" ? "end_user" : wire.role === "agent" || wire.role === "admin" ? wire.role : null,
      organizationId: wire.organization_id ?? null,
    }),
  );
