import type { Environment } from "@cs/runtime";
import { type ContactReport, syncContacts } from "@cs/services";
import { runSync, type Sync, type SyncCommandOptions, showUnmatched } from "./run-sync.ts";

const reasons = {
  lead: "a lead is nobody at a customer",
  nameless: "it has neither a name nor an address",
  company_unknown: "the next sync asks for its companies",
  no_account: "no account has the company or the domain",
  several_accounts: "several accounts have the companies or the domain",
} as const;

/** Reads the contacts of Intercom that have changed, and reports those that no account was found for. */
export function syncIntercom(options: SyncCommandOptions, environment: Environment): Promise<void> {
  const things = "contacts of Intercom";
  const run: Sync<ContactReport>["run"] = (of, { integrations }) =>
    syncContacts({ ...of, source: integrations.contacts });
  return runSync({ things, run, show: showReport }, options, environment);
}

function showReport(report: ContactReport, out: NodeJS.WriteStream): void {
  const { read, written, unchanged, unmatched, leftOut, withoutAccount, unmatchedContacts, removedContacts } = report;
  const counts = [`${written} written`, `${unchanged} unchanged`, `${unmatched} without account`];
  if (leftOut > 0) counts.push(`${leftOut} leads or incomplete and left out`);
  out.write(`${read} contacts: ${counts.join(", ")}\n`);
  if (removedContacts.length > 0) {
    const names = removedContacts.map(({ externalId }) => externalId).join(", ");
    out.write(`Removed at Intercom and kept here: ${names}\n`);
  }
  const { lead: _, ...others } = withoutAccount;
  const table = {
    title: "Contacts without account",
    total: Object.values(others).reduce((sum, count) => sum + count, 0),
    columns: [{ title: "Contact" }, { title: "Companies" }, { title: "Domain" }, { title: "Why", fills: true }],
    rows: unmatchedContacts.map(({ externalId, companyIds, emailDomain, reason }) => [
      externalId,
      companyIds?.join(", ") ?? "",
      emailDomain ?? "",
      reasons[reason],
    ]),
  };
  showUnmatched(table, out);
}
