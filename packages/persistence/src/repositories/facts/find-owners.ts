import type { CalendarDate, ClientId, SourceFact } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import type { StoredFactKind } from "./fact-table.ts";
import { rejected, type WriteOutcome } from "./write-outcome.ts";

/** The account a fact belongs to, with a warning when the fact is odd but true to its source. */
export type Owner = { readonly clientId: ClientId; readonly warning?: string | undefined } | WriteOutcome;

/** Resolves the external ids in a batch of facts with one query per kind of reference. */
export async function findOwners<Kind extends StoredFactKind>(
  trx: Transaction<Tables>,
  source: string,
  facts: readonly SourceFact<Kind>[],
): Promise<Owner[]> {
  const customers = await clientIdsOf(
    trx,
    source,
    facts.flatMap((fact) => fact.customer ?? []),
  );
  const subscriptions = await subscriptionsOf(trx, source, facts.flatMap(subscriptionOf));
  return facts.map((fact) => {
    if (fact.customer !== null) {
      const clientId = customers.get(fact.customer);
      return clientId ? { clientId } : rejected("customer", `customer ${fact.customer} is not known`);
    }
    const [id] = subscriptionOf(fact);
    if (id === undefined) return rejected("customer", "needs a customer or a subscription");
    const subscription = subscriptions.get(id);
    if (!subscription) return rejected("subscription", `subscription ${id} is not known`);
    return { clientId: subscription.clientId, warning: earlyUse(fact, subscription.startDate) };
  });
}

function subscriptionOf(fact: SourceFact<StoredFactKind>): string[] {
  return "subscription" in fact && fact.subscription !== null ? [fact.subscription] : [];
}

function earlyUse(fact: SourceFact<StoredFactKind>, startDate: CalendarDate): string | undefined {
  if (!("occurredAt" in fact) || fact.occurredAt.slice(0, 10) >= startDate) return undefined;
  return "use precedes the start of its subscription";
}

async function clientIdsOf(trx: Transaction<Tables>, source: string, ids: string[]): Promise<Map<string, ClientId>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom("external_refs")
    .select(["external_id", "client_id"])
    .where("source", "=", source)
    .where("external_id", "=", anyOf(ids))
    .execute();
  return new Map(rows.map((row) => [row.external_id, row.client_id]));
}

async function subscriptionsOf(trx: Transaction<Tables>, source: string, ids: string[]) {
  if (ids.length === 0) return new Map<string, { clientId: ClientId; startDate: CalendarDate }>();
  const rows = await trx
    .selectFrom("subscriptions")
    .select(["external_id", "client_id", "start_date"])
    .where("source", "=", source)
    .where("external_id", "=", anyOf(ids))
    .execute();
  return new Map(rows.map((row) => [row.external_id, { clientId: row.client_id, startDate: row.start_date }]));
}

/** One parameter however many ids there are. */
function anyOf(ids: readonly string[]) {
  return sql<string>`ANY(${[...new Set(ids)]})`;
}
