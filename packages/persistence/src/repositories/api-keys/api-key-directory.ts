import type { Scope } from "@cs/models";
import { type Kysely, sql } from "kysely";
import { toDatabaseError } from "../../connection/database-error.ts";
import type { Tables } from "../../schema/tables.ts";

/** Whose a key is, and what it may do. */
export interface ApiKeyOwner {
  readonly tenantId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
}

/** What can be asked about keys across tenants; both questions go to functions of the owner. */
export interface ApiKeyDirectory {
  /** The owner of a key that is not revoked, by the key's SHA-256 in hexadecimal. Notes when it was used last. */
  find(keyHash: string): Promise<ApiKeyOwner | null>;
  /** Whether any tenant has a key that is not revoked. */
  exist(): Promise<boolean>;
}

export function createApiKeyDirectory(db: Kysely<Tables>): ApiKeyDirectory {
  return {
    async find(keyHash) {
      const { rows } = await sql<ApiKeyOwner>`
        SELECT tenant AS "tenantId", key_name AS name, granted AS scopes FROM cs.find_api_key(${keyHash})
      `
        .execute(db)
        .catch((error: unknown) => {
          throw toDatabaseError(error);
        });
      return rows[0] ?? null;
    },
    async exist() {
      const { rows } = await sql<{ exist: boolean }>`SELECT cs.has_api_keys() AS exist`.execute(db);
      return rows[0]?.exist === true;
    },
  };
}
