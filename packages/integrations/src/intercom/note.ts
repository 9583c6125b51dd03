import { z } from "zod";
import { idOnWire } from "./contact.ts";
import { timeOnWire } from "./time.ts";

/** A note about a contact, which only the team sees. */
export interface RemoteNote {
  readonly id: string;
  readonly createdAt: string | null;
}

export const noteAnswer = z
  .object({ id: idOnWire, created_at: timeOnWire.nullish() })
  .transform((wire): RemoteNote => ({ id: wire.id, createdAt: wire.created_at ?? null }));
