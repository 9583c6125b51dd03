import type { SourceFact } from "@cs/models";
import type { Transaction } from "kysely";
import { contentHash } from "../../content-hash.ts";
import { newId } from "../../ids.ts";
import type { Tables } from "../../schema/tables.ts";
import { profileColumns } from "../account-row.ts";
import { replaceProfile } from "../replace-profile.ts";
import { logStages, type StageChange, type StageOrigin } from "../stages/stage-log.ts";
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
  // A source says what the stage is, not since when.
  const origin: StageOrigin = { operation: "import", actor: source, reason: null, enteredOn: null };
  const outcomes: WriteOutcome[] = [];
  const stages: StageChange[] = [];
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
      stages.push({ clientId, from: null, to: profile.lifecycleStage });
      outcomes.push({ status: "inserted" });
    } else if (reference.content_hash === hash) {
      outcomes.push({ status: "unchanged" });
    } else {
      await replaceProfile(trx, tenantId, { clientId: reference.client_id, profile, origin });
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
    await logStages(trx, tenantId, stages, origin);
  }
  return outcomes;
}
