import type { Scope } from "@cs/models";
import { type Kysely, sql } from "kysely";
import { toDatabaseError } from "../../connection/database-error.ts";
import { gather } from "../../gather.ts";
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
    find: gather({
      groupOf: () => "",
      async answerAll(keyHashes: readonly string[]): Promise<(ApiKeyOwner | null)[]> {
        const { rows } = await sql<ApiKeyOwner & { keyHash: string }>`
          SELECT asked.hash AS "keyHash", tenant AS "tenantId", key_name AS name, granted AS scopes
          FROM unnest(${[...new Set(keyHashes)]}::text[]) AS asked (hash), cs.find_api_key(asked.hash)
        `
          .execute(db)
          .catch((error: unknown) => {
            throw toDatabaseError(error);
          });
        const owners = new Map(rows.map(({ keyHash, ...owner }) => [keyHash, owner]));
        return keyHashes.map((keyHash) => owners.get(keyHash) ?? null);
      },
    }),
    async exist() {
      const { rows } = await sql<{ exist: boolean }>`SELECT cs.has_api_keys() AS exist`.execute(db);
      return rows[0]?.exist === true;
    },
  };
}
