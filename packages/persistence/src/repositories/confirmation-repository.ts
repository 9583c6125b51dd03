import { randomBytes } from "node:crypto";
import { type Instant, InvalidInputError } from "@cs/models";
import { sql, type Transaction } from "kysely";
import { contentHash } from "../content-hash.ts";
import type { Tables } from "../schema/tables.ts";

/** What a token confirms, and for whom. */
export interface ConfirmedCall {
  readonly operation: string;
  readonly actor: string;
  /** The arguments without keys and tokens. */
  readonly request: unknown;
}

export interface ConfirmationRepository {
  /** A token of 256 random bits that confirms a call once, within ten minutes. */
  issue(call: ConfirmedCall): Promise<{ readonly token: string; readonly expiresAt: Instant }>;
  /** Uses a token up. Throws `InvalidInputError` for one that is not for this call and this caller, or not any more. */
  use(token: string, call: ConfirmedCall): Promise<void>;
  /** Removes tokens that nobody used in time and returns how many. */
  removeExpired(): Promise<number>;
}

export function createConfirmationRepository(trx: Transaction<Tables>, tenantId: string): ConfirmationRepository {
  return {
    async issue({ operation, actor, request }) {
      const token = randomBytes(32).toString("base64url");
      const { expiresAt } = await trx
        .insertInto("confirmations")
        .values({
          tenant_id: tenantId,
          token_hash: contentHash(token),
          operation,
          actor,
          request_hash: contentHash(request),
          expires_at: sql<Instant>`clock_timestamp() + interval '10 minutes'`,
        })
        .returning("expires_at as expiresAt")
        .executeTakeFirstOrThrow();
      return { token, expiresAt };
    },
    async use(token, { operation, actor, request }) {
      const used = await trx
        .deleteFrom("confirmations")
        .where("token_hash", "=", contentHash(token))
        .where("operation", "=", operation)
        .where("actor", "=", actor)
        .where("request_hash", "=", contentHash(request))
        .where("expires_at", ">", sql<Instant>`clock_timestamp()`)
        .returning("operation")
        .executeTakeFirst();
      if (!used) throw notConfirmed();
    },
    async removeExpired() {
      const { numDeletedRows } = await trx
        .deleteFrom("confirmations")
        .where("expires_at", "<", sql<Instant>`clock_timestamp()`)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function notConfirmed(): InvalidInputError {
  return new InvalidInputError("This token does not confirm this call. Nothing was done.", {
    field: "confirmationToken",
    hint: "Call without a token to see what would happen; its token is for the same arguments, once, within ten minutes.",
  });
}
