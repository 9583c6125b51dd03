import { contentHash } from "../../content-hash.ts";
import type { StoredFactKind } from "./fact-table.ts";
import type { Entry } from "./sort-out.ts";
import type { WriteRequest } from "./write-request.ts";

/** A fact as a row of its table. All rows of one kind have the same columns. */
export type FactRow = Readonly<Record<string, unknown>> & {
  readonly external_id: string;
  readonly content_hash: string;
};

export function factRow<Kind extends StoredFactKind>(
  { tenantId, source, target }: WriteRequest<Kind>,
  { fact, clientId }: Entry<Kind>,
): FactRow {
  return {
    tenant_id: tenantId,
    client_id: clientId,
    source,
    external_id: fact.externalId,
    content_hash: contentHash(fact),
    ...target.columns(fact),
  };
}
