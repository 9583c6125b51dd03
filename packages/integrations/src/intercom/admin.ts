import { z } from "zod";
import { idOnWire } from "./contact.ts";

/** The teammate for whom an access token was made, and their workspace. */
export interface RemoteAdmin {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly workspace: string | null;
  /** Where the workspace is kept, as `US`. */
  readonly region: string | null;
}

export const adminOnWire = z
  .object({
    id: idOnWire,
    name: z.string().nullish(),
    email: z.string().nullish(),
    app: z.object({ name: z.string().nullish(), region: z.string().nullish() }).nullish(),
  })
  .transform(
    (wire): RemoteAdmin => ({
      id: wire.id,
      name: wire.name ?? null,
      email: wire.email ?? null,
      workspace: wire.app?.name ?? null,
      region: wire.app?.region ?? null,
    }),
  );
