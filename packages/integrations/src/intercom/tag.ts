import { z } from "zod";
import { idOnWire } from "./contact.ts";

export interface RemoteTag {
  readonly id: string;
  readonly name: string | null;
}

export const tagOnWire = z
  .object({ id: idOnWire, name: z.string().nullish() })
  .transform((wire): RemoteTag => ({ id: wire.id, name: wire.name ?? null }));
