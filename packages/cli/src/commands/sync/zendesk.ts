import { type Environment, zendeskTickets } from "@cs/runtime";
import { type SyncReport, syncTickets } from "@cs/services";
import { style } from "../../terminal/style.ts";
import { renderTable } from "../../terminal/table.ts";
import { withRuntime } from "../../with-runtime.ts";

export interface SyncZendeskOptions {
  readonly since?: string;
  readonly json?: true;
}

const shownTickets = 10;

const reasons = {
  requester_unknown: "nobody knows who asked",
  no_account: "no account has the organisation, the domain or the address",
  several_accounts: "several accounts have the domain or the address",
} as const;

/** Reads the tickets of Zendesk that have changed, and reports those that no account was found for. */
export function syncZendesk({ since, ...options }: SyncZendeskOptions, environment: Environment): Promise<void> {
  return withRuntime(options, environment, async ({ runtime, reporter }) => {
    const { persistence, tenantId, integrations } = runtime;
    const { asOf: today } = await runtime.today(tenantId);
    const bar = reporter.progress("Tickets of Zendesk");
    const report = await syncTickets({
      persistence,
      tenantId,
      source: zendeskTickets(integrations.zendesk),
      today,
      since,
      onProgress: (read, total) => bar.update(read, total),
    }).catch((error: unknown) => {
      bar.stop("The sync stopped; what was read before is stored, and the next one goes on from there");
      throw error;
    });
    bar.stop(`Read ${report.read.toLocaleString("en-US")} tickets of Zendesk`);
    if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else showReport(report, process.stdout);
  });
}

function showReport(report: SyncReport, out: NodeJS.WriteStream): void {
  const { read, written, unchanged, unmatched, incomplete, withoutAccount, unmatchedTickets: tickets } = report;
  const counts = [`${written} written`, `${unchanged} unchanged`, `${unmatched} without account`];
  if (incomplete > 0) counts.push(`${incomplete} incomplete and left out`);
  out.write(`${read} tickets: ${counts.join(", ")}\n`);
  const total = Object.values(withoutAccount).reduce((sum, count) => sum + count, 0);
  if (total === 0) return;
  const more = total > shownTickets ? ` (${shownTickets} of ${total}, up to 100 with --json)` : "";
  out.write(`\n${style("bold", "Tickets without account", out)}${more}\n`);
  const columns = [{ title: "Ticket" }, { title: "Organisation" }, { title: "Domain" }, { title: "Why", fills: true }];
  const rows = tickets
    .slice(0, shownTickets)
    .map(({ externalId, organizationId, requesterDomain, reason }) => [
      externalId,
      organizationId ?? "",
      requesterDomain ?? "",
      reasons[reason],
    ]);
  out.write(`${renderTable(columns, rows, out)}\n`);
}
