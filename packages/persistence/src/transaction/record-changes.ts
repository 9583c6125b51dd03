import type { ClientId } from "@cs/models";
import { ownSource } from "../repositories/account-repository.ts";
import type { Changes } from "./changes.ts";
import type { WriteTransaction } from "./transaction.ts";

/** The same transaction, which notes whose answers it may change. */
export function recordChanges(tx: WriteTransaction): { readonly tx: WriteTransaction; readonly changes: Changes } {
  const changes = { accounts: new Set<ClientId>(), everything: false };

  /** Notes the accounts, or all of them, and gives the repository that is then to do it. */
  function changing<Repository>(repository: Repository, clientIds: readonly ClientId[] | null): Repository {
    if (clientIds === null) changes.everything = true;
    else for (const clientId of clientIds) changes.accounts.add(clientId);
    return repository;
  }

  const { tenants, accounts, facts, scorecards, snapshots, overrides, remoteContacts, remoteTickets } = tx;
  const recorded: WriteTransaction = {
    ...tx,
    tenants: {
      ...tenants,
      markDemo: (asOf) => changing(tenants, null).markDemo(asOf),
      setTimeZone: (timeZone) => changing(tenants, null).setTimeZone(timeZone),
      setReportingCurrency: (currency) => changing(tenants, null).setReportingCurrency(currency),
    },
    accounts: {
      ...accounts,
      link: (clientId, ref) => changing(accounts, [clientId]).link(clientId, ref),
      // A new account has no answers yet.
      update: (clientId, version, profile, origin) =>
        changing(accounts, [clientId]).update(clientId, version, profile, origin),
    },
    facts: {
      write: (kind, source, given) => changing(facts, accountsOf(source, given)).write(kind, source, given),
      writeTickets(source, tickets) {
        const clientIds = tickets.map(({ customer }) => customer);
        return changing(facts, clientIds).writeTickets(source, tickets);
      },
      writeContacts(source, contacts) {
        const clientIds = contacts.map(({ customer }) => customer);
        return changing(facts, clientIds).writeContacts(source, contacts);
      },
      writeUsage(source, usage) {
        const clientIds = usage.map(({ customer }) => customer);
        return changing(facts, clientIds).writeUsage(source, usage);
      },
      extendCoverage: (coverage) => changing(facts, null).extendCoverage(coverage),
    },
    scorecards: {
      ...scorecards,
      publish: (scorecard) => changing(scorecards, null).publish(scorecard),
      publishRules: (rules) => changing(scorecards, null).publishRules(rules),
    },
    snapshots: {
      ...snapshots,
      record(computed, options) {
        const clientIds = computed.map(({ clientId }) => clientId);
        return changing(snapshots, clientIds).record(computed, options);
      },
    },
    overrides: {
      ...overrides,
      set: (clientId, setOn, override) => changing(overrides, [clientId]).set(clientId, setOn, override),
    },
    remoteContacts: {
      ...remoteContacts,
      record: (source, entries, left) => changing(remoteContacts, left).record(source, entries, left),
    },
    remoteTickets: {
      ...remoteTickets,
      record: (source, entries, left) => changing(remoteTickets, left).record(source, entries, left),
    },
  };
  return { tx: recorded, changes };
}

/**
 * The accounts that facts are about, or null when that is not known here: sources name accounts in their own way, only
 * facts that are entered here name them by their client id.
 */
function accountsOf(source: string, facts: readonly object[]): readonly ClientId[] | null {
  const named = facts.map((fact) => ("customer" in fact && typeof fact.customer === "string" ? fact.customer : null));
  const clientIds = named.filter((clientId) => clientId !== null);
  return source === ownSource && clientIds.length === facts.length ? clientIds : null;
}
