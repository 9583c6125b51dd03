import { type Scope, scopes } from "@cs/models";
import { newId, type Persistence } from "@cs/persistence";
import { z } from "zod";
import { parseInput } from "../operation/parse-input.ts";
import { apiKeyHash, newApiKey } from "./api-key.ts";

export interface ApiKeyRequest {
  readonly persistence: Persistence;
  readonly tenantId: string;
  readonly actor: string;
  readonly name: string;
}

const newKeySchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/, "must be a short lower-case name such as claude-ann"),
  scopes: z.array(z.enum(scopes, `must be one of ${scopes.join(", ")}`)).min(1),
});

/**
 * Makes an API key of a tenant and returns it; it is not stored and cannot be shown again. Leaves an audit entry. Throws
 * `ConflictError` when the name was used before.
 */
export function createApiKey({
  persistence,
  tenantId,
  actor,
  ...request
}: ApiKeyRequest & { readonly scopes: readonly string[] }): Promise<{ key: string; name: string; scopes: Scope[] }> {
  const parsed = parseInput(newKeySchema, request);
  const key = newApiKey();
  return persistence.write(tenantId, async (tx) => {
    await tx.apiKeys.create({ ...parsed, keyHash: apiKeyHash(key), createdBy: actor });
    await tx.audit.add({
      ...entryOf(actor, "create_api_key"),
      changes: [
        { field: "name", before: null, after: parsed.name },
        { field: "scopes", before: null, after: parsed.scopes },
      ],
    });
    return { key, ...parsed };
  });
}

/** Ends an API key from the next call on, with an audit entry. Throws `NotFoundError` when none of the name is in force. */
export function revokeApiKey({ persistence, tenantId, actor, name }: ApiKeyRequest): Promise<void> {
  return persistence.write(tenantId, async (tx) => {
    await tx.apiKeys.revoke(name);
    const changes = [{ field: "name", before: name, after: null }];
    await tx.audit.add({ ...entryOf(actor, "revoke_api_key"), changes });
  });
}

function entryOf(actor: string, operation: string) {
  return { actor, operation, clientId: null, requestId: newId("req"), reason: null };
}
