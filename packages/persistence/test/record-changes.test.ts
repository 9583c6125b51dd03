import { build, useTestStore } from "@cs/testing";
import { expect, it } from "vitest";
import { type Changes, createPersistence, type ReadTransaction, type WriteTransaction } from "../src/index.ts";
import { byTest } from "./fixtures.ts";
import { remoteContact, remoteTicket } from "./remote-fixtures.ts";

const store = useTestStore();

/** What a transaction changes as the cache is told, also one that fails. */
async function changesOf(work: (tx: WriteTransaction) => Promise<unknown>): Promise<Changes[]> {
  const told: Changes[] = [];
  const persistence = createPersistence({
    url: store.urls.applicationUrl,
    size: 1,
    async onChanged(_, changes) {
      told.push(changes);
    },
  });
  await Promise.allSettled([persistence.write(store.tenantId, work)]);
  await persistence.close();
  return told;
}

it("every method that writes is known to change answers, or not to", async () => {
  const methods = (tx: ReadTransaction | WriteTransaction) =>
    Object.entries(tx).flatMap(([name, part]) => Object.keys(part).map((method) => `${name}.${method}`));
  const reading = await store.persistence.read(store.tenantId, async (tx) => methods(tx));
  const writing = await store.persistence.write(store.tenantId, async (tx) => methods(tx));
  const changing = [
    "accounts.link",
    "accounts.update",
    "facts.extendCoverage",
    "facts.write",
    "facts.writeContacts",
    "facts.writeTickets",
    "facts.writeUsage",
    "overrides.set",
    "remoteContacts.record",
    "remoteTickets.record",
    "scorecards.publish",
    "scorecards.publishRules",
    "snapshots.record",
    "tenants.markDemo",
    "tenants.setReportingCurrency",
    "tenants.setTimeZone",
  ];
  const harmless = writing.filter(
    (method) =>
      /^(apiKeys|audit|backtests|churn|confirmations|idempotency|inbox|messages|milestones|outbox|permissions|reports|rescoring|risks|segments|syncs|templates|tickets)\./.test(
        method,
      ) ||
      ["accounts.byMark", "accounts.create", "tenants.ensure"].includes(method) ||
      /^remoteTickets\.(open|owners|stored)$/.test(method) ||
      /^remoteContacts\.(open|owners|stored|registered|markRemoved)$/.test(method),
  );
  // A new one belongs into `record-changes.ts` and here.
  const known = [...changing, ...harmless];
  expect(writing.filter((method) => !reading.includes(method) && !known.includes(method))).toEqual([]);
  expect(changing.filter((method) => !writing.includes(method))).toEqual([]);
});

it("facts that are entered here change their accounts, those of a source all of them", async () => {
  const profile = { clientName: "Acme", domains: [], industry: null, country: null, planTier: null, segment: null };
  const rest = { touchModel: null, csm: null, lifecycleStage: "onboarding" as const, customerSince: null };
  const { clientId } = await store.persistence.write(store.tenantId, (tx) =>
    tx.accounts.create({ ...profile, ...rest }, [], byTest),
  );
  const contact = build.contact({ externalId: "C-1", customer: clientId });
  expect(await changesOf((tx) => tx.facts.write("contacts", "manual", [contact]))).toEqual([
    { accounts: new Set([clientId]), everything: false },
  ]);
  expect(await changesOf((tx) => tx.facts.write("contacts", "crm", [contact]))).toEqual([
    { accounts: new Set(), everything: true },
  ]);
});

it("a ticket of a help desk, or a contact of another system, changes its account, and the one that it had before", async () => {
  const clientIds = await store.persistence.write(store.tenantId, async (tx) => {
    await tx.facts.write("customers", "crm", [
      build.customer({ externalId: "A" }),
      build.customer({ externalId: "B" }),
    ]);
    return tx.accounts.idsAfter(null, 10);
  });
  const [from = "", to = ""] = clientIds.slice(-2);
  const told = changesOf(async (tx) => {
    await tx.remoteTickets.record("zendesk", [remoteTicket({ clientId: to })], [from]);
    await tx.facts.writeTickets("zendesk", [build.ticket({ customer: to })]);
  });
  expect(await told).toEqual([{ accounts: new Set([from, to]), everything: false }]);
  const toldOfContact = changesOf(async (tx) => {
    await tx.remoteContacts.record("intercom", [remoteContact({ clientId: to })], [from]);
    await tx.facts.writeContacts("intercom", [build.contact({ customer: to })]);
  });
  expect(await toldOfContact).toEqual([{ accounts: new Set([from, to]), everything: false }]);
});

it("usage by client ids changes its accounts, of whatever source it is", async () => {
  const [clientId = ""] = await store.persistence.read(store.tenantId, (tx) => tx.accounts.idsAfter(null, 1));
  const usage = { ...build.usage({ externalId: "by-client-id" }), customer: clientId };
  expect(await changesOf((tx) => tx.facts.writeUsage("mixpanel", [usage]))).toEqual([
    { accounts: new Set([clientId]), everything: false },
  ]);
});

it("a transaction that changes nothing, or fails, tells nothing", async () => {
  expect(await changesOf((tx) => tx.accounts.count())).toEqual([]);
  const told = changesOf(async (tx) => {
    await tx.tenants.setTimeZone("Asia/Tokyo");
    throw new Error("stop");
  });
  expect(await told).toEqual([]);
});
