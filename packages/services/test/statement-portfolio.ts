import { addDays, type HealthScore } from "@cs/models";
import { build, computedScore, createTestStore, type OwnedTestStore } from "@cs/testing";
import { scorecardInForce } from "./fixtures.ts";

const asOf = "2024-06-30";
const customerSince = "2024-02-01";

/** Reached by the account that has facts, and overdue for all others. */
export const firstEvents = { milestoneId: "first_events", name: "First", kind: "events", count: 1, targetDays: 1 };
/** Overdue for every account. */
const manyEvents = { ...firstEvents, milestoneId: "many_events", count: 1_000_000 };

/** A store of `size` accounts, the first of which has `size` facts of every kind. */
export interface Portfolio {
  readonly size: number;
  readonly store: OwnedTestStore;
  readonly clientIds: readonly string[];
  readonly clientId: string;
  readonly snapshotId: string;
  readonly segmentId: string;
  /** Two that were made here, each with `size` comments. */
  readonly ticketIds: readonly string[];
}

export const many = <Item>(size: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: size }, (_, index) => make(index));

export async function openPortfolio(size: number): Promise<Portfolio> {
  const store = await createTestStore({ asOf, connected: () => new Set(["sendgrid"]) });
  const all = <Fact extends { externalId: string }>(builder: (fact: { externalId: string }) => Fact) =>
    many(size, (index) => builder({ externalId: `${index}` }));
  await store.persistence.write(store.tenantId, async (tx) => {
    await tx.facts.write(
      "customers",
      "crm",
      many(size, (index) =>
        build.customer({ externalId: `A-${index + 1}`, clientName: `Account ${index}`, csm: "East", customerSince }),
      ),
    );
    const contact = ({ externalId }: { externalId: string }) =>
      build.contact({ externalId, email: `p${externalId}@a.example` });
    await tx.facts.write("contacts", "crm", all(contact));
    await tx.facts.write("contracts", "crm", all(build.contract));
    await tx.facts.write("subscriptions", "crm", all(build.subscription));
    await tx.facts.write("usage", "crm", all(build.usage));
    await tx.facts.write("tickets", "crm", all(build.ticket));
    await tx.facts.write("surveyResponses", "crm", all(build.surveyResponse));
    await tx.facts.write("invoices", "crm", all(build.invoice));
    await tx.facts.write("churnEvents", "crm", all(build.churnEvent));
    await tx.facts.extendCoverage({ source: "crm", kind: "usage", from: "2024-01-01", to: asOf });
  });
  const clientIds = await store.persistence.read(store.tenantId, (tx) => tx.accounts.idsAfter(null, size));
  const account = await store.persistence.read(store.tenantId, (tx) =>
    tx.accounts.findByRefs([{ source: "crm", externalId: "A-1" }]),
  );
  for (const [week, score] of [90, 60, 30].entries()) {
    await store.persistence.write(store.tenantId, (tx) =>
      tx.snapshots.record(clientIds.map((id) => computedScore(id, scoreOn(addDays("2024-06-01", 7 * week), score)))),
    );
  }
  await store.run("track_adoption_milestones", { action: "define", ...manyEvents, reason: "r" });
  const { results } = await store.run("calculate_health_score", { clientIds });
  const [{ snapshotId } = { snapshotId: "" }] = results as { snapshotId: string }[];
  const rule = { fact: "csm", op: "=", value: "East" };
  const { segment } = await store.run("segment_customers", { action: "define", name: "East", rule });
  const { segmentId } = segment as { segmentId: string };
  const clientId = account?.clientId ?? "";
  const ticketIds = [await openTicket(store, clientId, size), await openTicket(store, clientId, size)];
  return { size, store, clientIds, clientId, snapshotId, segmentId, ticketIds };
}

async function openTicket(store: OwnedTestStore, clientId: string, comments: number): Promise<string> {
  const ticket = { action: "create", clientId, subject: "s", body: "b", priority: "P1" };
  const { tickets } = await store.run("handle_support_ticket", ticket);
  const [{ ticketId } = { ticketId: "" }] = tickets as { ticketId: string }[];
  for (let expectedVersion = 1; expectedVersion < comments; expectedVersion += 1) {
    await store.run("handle_support_ticket", { action: "comment", ticketId, expectedVersion, body: "b" });
  }
  return ticketId;
}

function scoreOn(day: string, score: number): HealthScore {
  return {
    score,
    reason: null,
    band: "at_risk",
    provedBand: "at_risk",
    coverage: 1,
    confidence: 1,
    interval: { low: score, high: score },
    contributions: [],
    capsFired: [],
    capsUndecided: [],
    asOf: day,
    scorecard: scorecardInForce,
    inputHash: day,
  };
}
