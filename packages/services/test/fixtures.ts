import { defaultScorecard } from "@cs/health-engine";
import { type FactKind, factKinds, type SourceFact } from "@cs/models";
import { build, type TestStore } from "@cs/testing";

export type Facts = { readonly [Kind in FactKind]?: readonly Partial<SourceFact<Kind>>[] };

/** The scorecard that a new tenant has in force, as scores name it. */
export const scorecardInForce = { id: defaultScorecard.id, version: defaultScorecard.version };

const builders: { readonly [Kind in FactKind]: (fact: object) => SourceFact<Kind> } = {
  customers: build.customer,
  contacts: build.contact,
  contracts: build.contract,
  subscriptions: build.subscription,
  usage: build.usage,
  tickets: build.ticket,
  surveyResponses: build.surveyResponse,
  invoices: build.invoice,
  churnEvents: build.churnEvent,
};

let accounts = 0;

/** A new account of the source `crm` with facts of its own, whose ids are made unique. Returns its client id. */
export async function addAccount(store: TestStore, facts: Facts = {}, tenantId = store.tenantId): Promise<string> {
  accounts += 1;
  const customer = `A-${accounts}`;
  return store.persistence.write(tenantId, async (tx) => {
    for (const kind of factKinds) {
      const given = kind === "customers" ? [facts.customers?.[0] ?? {}] : (facts[kind] ?? []);
      const batch = given.map((fact, index) => {
        const externalId = kind === "customers" ? customer : `${customer}/${fact.externalId ?? index}`;
        return builders[kind]({ ...fact, customer, externalId, ...(kind === "customers" && { customer: undefined }) });
      });
      const outcomes = await tx.facts.write(kind, "crm", batch.map(withoutUndefined));
      const refused = outcomes.find(({ status }) => status === "rejected");
      if (refused) throw new Error(`a ${kind} fact was rejected: ${JSON.stringify(refused)}`);
    }
    const account = await tx.accounts.findByRefs([{ source: "crm", externalId: customer }]);
    if (!account) throw new Error(`there is no customer ${customer}`);
    return account.clientId;
  });
}

function withoutUndefined<Fact extends object>(fact: Fact): Fact {
  return Object.fromEntries(Object.entries(fact).filter(([, value]) => value !== undefined)) as Fact;
}

/** Says that every kind of fact is known for a range of days. */
export async function cover(
  store: TestStore,
  from: string,
  to: string,
  kinds: readonly FactKind[] = factKinds,
): Promise<void> {
  await store.persistence.write(store.tenantId, async (tx) => {
    for (const kind of kinds) await tx.facts.extendCoverage({ source: "crm", kind, from, to });
  });
}

/** The rows of the tables of facts and accounts without what differs between two equal imports. */
export async function factRows(store: TestStore): Promise<Record<string, unknown[]>> {
  const tables = ["contacts", "contracts", "subscriptions", "usage_events", "tickets", "survey_responses", "invoices"];
  const dump: Record<string, unknown[]> = {};
  for (const table of [...tables, "churn_events", "external_refs", "accounts", "data_coverage"]) {
    const rows = await store.query<{ row: string }>(
      `SELECT (to_jsonb(t) - '{client_id,first_recorded_at,recorded_at,created_at,updated_at}'::text[])::text AS row FROM cs.${table} t ORDER BY 1`,
    );
    dump[table] = rows.map(({ row }) => row);
  }
  return dump;
}
