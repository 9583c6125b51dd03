import { ConflictError } from "@cs/models";
import { sql, type Transaction } from "kysely";
import { contentHash } from "../content-hash.ts";
import type { Tables } from "../schema/tables.ts";

export interface IdempotentCall {
  readonly operation: string;
  readonly key: string;
  /** The arguments without the key. */
  readonly request: unknown;
}

export interface IdempotencyRepository {
  /**
   * Claims a key. Null: the key is new, do the work and `complete` it. Otherwise the answer of the first call. Waits
   * while another transaction holds the same key. Throws `ConflictError` when the key was used with other arguments.
   */
  claim(call: IdempotentCall): Promise<object | null>;
  complete(call: IdempotentCall, response: object): Promise<void>;
  /** Removes keys that are older than 24 hours and returns how many; with such a key a call is a new one. */
  removeExpired(): Promise<number>;
}

export function createIdempotencyRepository(trx: Transaction<Tables>, tenantId: string): IdempotencyRepository {
  return {
    async claim(call) {
      const { operation, key, request } = call;
      const requestHash = contentHash(request);
      const claimed = await trx
        .insertInto("idempotency_keys")
        .values({ tenant_id: tenantId, operation, key, request_hash: requestHash, response: null })
        .onConflict((conflict) => conflict.doNothing())
        .returning("key")
        .executeTakeFirst();
      if (claimed) return null;
      const earlier = await trx
        .selectFrom("idempotency_keys")
        .select(["request_hash", "response"])
        .where("operation", "=", operation)
        .where("key", "=", key)
        .executeTakeFirst();
      // It expired just now.
      if (!earlier) return this.claim(call);
      if (earlier.request_hash !== requestHash) {
        throw new ConflictError("This idempotency key was used before with other arguments.", {
          field: "idempotencyKey",
          hint: "Use a new key for a new call, or repeat the first call unchanged.",
        });
      }
      return earlier.response;
    },
    async complete({ operation, key }, response) {
      await trx
        .updateTable("idempotency_keys")
        .set({ response: JSON.stringify(response) })
        .where("operation", "=", operation)
        .where("key", "=", key)
        .execute();
    },
    async removeExpired() {
      const { numDeletedRows } = await trx
        .deleteFrom("idempotency_keys")
        .where("created_at", "<", sql<string>`now() - interval '24 hours'`)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}
