import type { CustomerProfile, SourceFact } from "@cs/models";
import type { Transaction } from "kysely";
import { contentHash } from "../../content-hash.ts";
import { newId } from "../../ids.ts";
import type { Tables } from "../../schema/tables.ts";
import { profileColumns } from "../account-row.ts";
import { rejected, type WriteOutcome } from "./write-outcome.ts";

/**
 * Writes up to 1,000 customers of a source. A customer that the source did not change is left alone, so that edits made
 * here survive a repeated import; one that it did change takes the source's values.
 */
export async function writeCustomers(
  trx: Transaction<Tables>,
  tenantId: string,
  source: string,
  customers: readonly SourceFact<"customers">[],
): Promise<WriteOutcome[]> {
  const ids = customers.map((customer) => customer.externalId);
  const stored = await trx
    .selectFrom("external_refs")
    .select(["external_id", "client_id", "content_hash"])
    .where("source", "=", source)
    .where("external_id", "in", ids)
    .execute();
  const references = new Map(stored.map((row) => [row.external_id, row]));
  const seen = new Map<string, string>();
  const outcomes: WriteOutcome[] = [];
  const accounts = [];
  const refs = [];
  for (const { externalId, ...profile } of customers) {
    const hash = contentHash(profile);
    const earlier = seen.get(externalId);
    seen.set(externalId, earlier ?? hash);
    const reference = references.get(externalId);
    if (earlier !== undefined) {
      const same = earlier === hash;
      outcomes.push(
        same ? { status: "unchanged" } : rejected("externalId", `id ${externalId} occurs twice with other values`),
      );
    } else if (!reference) {
      const clientId = newId("cs");
      accounts.push({ tenant_id: tenantId, client_id: clientId, ...profileColumns(profile) });
      refs.push({ tenant_id: tenantId, source, external_id: externalId, client_id: clientId, content_hash: hash });
      outcomes.push({ status: "inserted" });
    } else if (reference.content_hash === hash) {
      outcomes.push({ status: "unchanged" });
    } else {
      await replaceProfile(trx, reference.client_id, profile);
      await trx
        .updateTable("external_refs")
        .set({ content_hash: hash })
        .where("source", "=", source)
        .where("external_id", "=", externalId)
        .execute();
      outcomes.push({ status: "updated" });
    }
  }
  if (accounts.length > 0) {
    await trx.insertInto("accounts").values(accounts).execute();
    await trx.insertInto("external_refs").values(refs).execute();
  }
  return outcomes;
}

async function replaceProfile(trx: Transaction<Tables>, clientId: string, profile: CustomerProfile): Promise<void> {
  await trx
    .updateTable("accounts")
    .set((eb) => ({ ...profileColumns(profile), version: eb("version", "+", 1), updated_at: eb.fn("now") }))
    .where("client_id", "=", clientId)
    .execute();
}
