import { type Environment, zendeskTickets } from "@cs/runtime";
import { type SyncReport, syncTickets } from "@cs/services";
import { runSync, type Sync, type SyncCommandOptions, showUnmatched } from "./run-sync.ts";

const reasons = {
  requester_unknown: "nobody knows who asked",
  no_account: "no account has the organisation, the domain or the address",
  several_accounts: "several accounts have the domain or the address",
} as const;

/** Reads the tickets of Zendesk that have changed, and reports those that no account was found for. */
export function syncZendesk(options: SyncCommandOptions, environment: Environment): Promise<void> {
  const things = "tickets of Zendesk";
  const run: Sync<SyncReport>["run"] = async (of, { tenantId, integrations, today }) => {
    const { asOf } = await today(tenantId);
    return syncTickets({ ...of, source: zendeskTickets(integrations.zendesk), today: asOf });
  };
  return runSync({ things, run, show: showReport }, options, environment);
}

function showReport(report: SyncReport, out: NodeJS.WriteStream): void {
  const { read, written, unchanged, unmatched, incomplete, withoutAccount, unmatchedTickets: tickets } = report;
  const counts = [`${written} written`, `${unchanged} unchanged`, `${unmatched} without account`];
  if (incomplete > 0) counts.push(`${incomplete} incomplete and left out`);
  out.write(`${read} tickets: ${counts.join(", ")}\n`);
  const table = {
    title: "Tickets without account",
    total: Object.values(withoutAccount).reduce((sum, count) => sum + count, 0),
    columns: [{ title: "Ticket" }, { title: "Organisation" }, { title: "Domain" }, { title: "Why", fills: true }],
    rows: tickets.map(({ externalId, organizationId, requesterDomain, reason }) => [
      externalId,
      organizationId ?? "",
      requesterDomain ?? "",
      reasons[reason],
    ]),
  };
  showUnmatched(table, out);
}
