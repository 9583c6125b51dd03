import { clientIdSchema, customerProfileSchema, text } from "@cs/models";
import type { FieldChange } from "@cs/persistence";
import { z } from "zod";
import { defineOperation } from "../operation/define-operation.ts";
import { accountOutput } from "./account-output.ts";
import { accountNotSent, notSentOutput } from "./not-sent.ts";

const patchSchema = customerProfileSchema.partial();

/** Changes fields of an account under optimistic locking and says what changed. */
export const updateClientInfo = defineOperation({
  name: "update_client_info",
  title: "Update a client",
  description: "Changes fields of an account, unless someone changed it since you read it.",
  category: "core",
  effect: "write",
  input: z.strictObject({
    clientId: clientIdSchema.describe("From list_clients."),
    expectedVersion: z.int().positive().describe("Version you read."),
    patch: patchSchema.describe("Fields to change; null clears."),
    reason: text(500).describe("Why."),
  }),
  output: z.strictObject({
    client: accountOutput,
    changes: z.array(z.strictObject({ field: z.string(), before: z.unknown(), after: z.unknown() })),
    notSent: notSentOutput,
  }),
  async run({ clientId, expectedVersion, patch, reason }, { tx, today, actor, requestId, connected }) {
    const before = await tx.accounts.get(clientId);
    const { clientId: _, externalRefs: __, version, createdAt: ___, updatedAt: ____, ...profile } = before;
    const changed = customerProfileSchema.parse({ ...profile, ...patch });
    const changes = difference(profile, changed);
    if (changes.length === 0 && version === expectedVersion) return { client: before, changes, notSent: [] };
    const origin = { operation: "update_client_info", actor, reason, enteredOn: today };
    const client = await tx.accounts.update(clientId, expectedVersion, changed, origin);
    await tx.audit.add({ actor, operation: "update_client_info", clientId, requestId, reason, changes });
    return { client, changes, notSent: accountNotSent("update", connected) };
  },
});

function difference(before: Record<string, unknown>, after: Record<string, unknown>): FieldChange[] {
  return Object.keys(after)
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}
