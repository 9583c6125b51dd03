import type { z } from "zod";
import { confirmationToken } from "./confirmation.ts";
import { idempotencyKey } from "./idempotency-key.ts";
import type { Effect } from "./operation.ts";

/** What an operation takes besides its own input. */
export function keysOf(effect: Effect): z.ZodRawShape {
  if (effect === "read") return {};
  return effect === "write" ? { idempotencyKey } : { idempotencyKey, confirmationToken };
}
