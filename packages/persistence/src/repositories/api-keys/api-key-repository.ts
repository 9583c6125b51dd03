import { ConflictError, type Instant, NotFoundError, type Scope } from "@cs/models";
import type { Transaction } from "kysely";
import { newId } from "../../ids.ts";
import type { Tables } from "../../schema/tables.ts";

/** A key as people see it; the key itself is not stored. */
export interface ApiKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdBy: string;
  readonly createdAt: Instant;
  /** To the minute; null when it was never used. */
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

export interface NewApiKey {
  readonly name: string;
  /** SHA-256 in hexadecimal. */
  readonly keyHash: string;
  readonly scopes: readonly Scope[];
  readonly createdBy: string;
}

export interface ApiKeyReader {
  /** All keys of the tenant, revoked ones too, by name. */
  list(): Promise<ApiKey[]>;
}

export interface ApiKeyRepository extends ApiKeyReader {
  /** Throws `ConflictError` when the name was ever used: entries of the audit log name it. */
  create(key: NewApiKey): Promise<void>;
  /** Ends a key for good. Throws `NotFoundError` when no key of the name is in force. */
  revoke(name: string): Promise<void>;
}

const columns = [
  "name",
  "scopes",
  "created_by as createdBy",
  "created_at as createdAt",
  "last_used_at as lastUsedAt",
  "revoked_at as revokedAt",
] as const;

export function createApiKeyReader(trx: Transaction<Tables>): ApiKeyReader {
  return { list: () => trx.selectFrom("api_keys").select(columns).orderBy("name").execute() };
}

export function createApiKeyRepository(trx: Transaction<Tables>, tenantId: string): ApiKeyRepository {
  return {
    ...createApiKeyReader(trx),
    async create({ name, keyHash, scopes, createdBy }) {
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto("api_keys")
        .values({
          tenant_id: tenantId,
          key_id: newId("key"),
          name,
          key_hash: keyHash,
          scopes: [...scopes],
          created_by: createdBy,
        })
        .onConflict((conflict) => conflict.columns(["tenant_id", "name"]).doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows === 0n) {
        throw new ConflictError(`There is or was an API key "${name}".`, {
          field: "name",
          hint: "Choose another name: the audit log must tell the two apart.",
        });
      }
    },
    async revoke(name) {
      const { numUpdatedRows } = await trx
        .updateTable("api_keys")
        .set((eb) => ({ revoked_at: eb.fn("now") }))
        .where("name", "=", name)
        .where("revoked_at", "is", null)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new NotFoundError(`No API key "${name}" is in force.`, { field: "name" });
    },
  };
}
