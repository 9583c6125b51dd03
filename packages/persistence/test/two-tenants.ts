import { build, type TestStore } from "@cs/testing";
import { fillTenant } from "./fill-tenant.ts";
import { remoteContact, remoteTicket } from "./remote-fixtures.ts";

/** What a tenant has that another one may not reach. */
export interface Theirs {
  readonly clientId: string;
  readonly snapshotId: string;
  readonly segmentId: string;
  readonly evaluationId: string;
  readonly reportId: string;
  readonly commentId: string;
}

/** Fills the tenants `alpha` and `bravo` with the same external ids, and alpha with more. Returns what is of alpha. */
export async function fillTwoTenants(store: TestStore): Promise<Theirs> {
  const clientId = await fillTenant(store.persistence, "alpha", "ALPHA");
  await fillTenant(store.persistence, "bravo", "BRAVO");
  await fillMore(store, clientId);
  const idOf = async (table: string, column: string) => {
    const [row] = await store.query<{ id: string }>(
      `SELECT ${column} AS id FROM cs.${table} WHERE tenant_id = 'alpha'`,
    );
    if (!row) throw new Error(`alpha has nothing in ${table}`);
    return row.id;
  };
  return {
    clientId,
    snapshotId: await idOf("health_snapshots", "snapshot_id"),
    segmentId: await idOf("segment_versions", "segment_id"),
    evaluationId: await idOf("segment_evaluations", "evaluation_id"),
    reportId: await idOf("reports", "report_id"),
    commentId: await idOf("ticket_comments", "comment_id"),
  };
}

/** Adds what alpha has under names of its own. */
async function fillMore(store: TestStore, clientId: string): Promise<void> {
  await store.persistence.write("alpha", (tx) =>
    tx.facts.extendCoverage({ source: "alpha-only", kind: "usage", from: "2023-12-01", to: "2024-06-30" }),
  );
  await store.persistence.write("alpha", async (tx) => {
    await tx.rescoring.open("alpha-only", "2024-06-29");
    await tx.rescoring.finish("alpha-only");
    const event = { consumer: "test", source: "/sales", eventId: "alpha-only", subject: "alpha-only" };
    await tx.inbox.record({ ...event, occurredAt: "2024-06-30T10:00:00.000Z", outcome: {} });
    const unmatched = remoteTicket({ unmatched: "no_account", requesterDomain: "ALPHA", ownId: "tkt_1" });
    await tx.remoteTickets.record("alpha-only", [unmatched], []);
    const removed = remoteContact({ clientId: clientId, ownId: "con_1" });
    await tx.remoteContacts.record(
      "alpha-only",
      [removed, remoteContact({ externalId: "2", leftOut: "no_account" })],
      [],
    );
    await tx.remoteContacts.markRemoved("alpha-only", "the-same-contact", "2024-07-01T00:00:00.000Z");
    await tx.facts.writeTickets("alpha-only", [build.ticket({ customer: clientId })]);
    await tx.syncs.advance(
      { source: "zendesk", stream: "tickets" },
      { cursor: "ALPHA", read: 7, written: 7, unchanged: 7, unmatched: 7 },
    );
  });
}
