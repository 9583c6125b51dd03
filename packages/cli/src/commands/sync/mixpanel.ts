import { visibleLine } from "@cs/models";
import { type Environment, noServiceAccount } from "@cs/runtime";
import { syncUsage, type UnmatchedUsageReason, type UsageSyncReport } from "@cs/services";
import { style } from "../../terminal/style.ts";
import { renderTable } from "../../terminal/table.ts";
import { withRuntime } from "../../with-runtime.ts";

export interface SyncMixpanelOptions {
  readonly since?: string;
  readonly json?: true;
}

const shownValues = 10;

const reasons: Readonly<Record<UnmatchedUsageReason, string>> = {
  unnamed: "the event names neither an account nor a user with an address",
  no_account: "no account has the external ref, the domain or the address",
  several_accounts: "several accounts have it",
};

/** Reads the events of Mixpanel, and reports what those name that no account was found for. */
export function syncMixpanel({ since, ...options }: SyncMixpanelOptions, environment: Environment): Promise<void> {
  return withRuntime(options, environment, async ({ runtime, reporter }) => {
    const { persistence, tenantId, integrations } = runtime;
    const { usage: source } = integrations;
    if (source === null) throw noServiceAccount();
    const { asOf: today } = await runtime.today(tenantId);
    const bar = reporter.progress("Days of Mixpanel");
    const report = await syncUsage({
      ...{ persistence, tenantId, source, today, since },
      onProgress: (days, total) => bar.update(days, total),
    }).catch((error: unknown) => {
      bar.stop("The sync stopped; what was read before is stored, and the next one goes on from there");
      throw error;
    });
    bar.stop(`Read ${report.read.toLocaleString("en-US")} events of Mixpanel, ${report.from} to ${report.to}`);
    if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else showReport(report, process.stdout);
  });
}

function showReport(report: UsageSyncReport, out: NodeJS.WriteStream): void {
  const { read, written, unchanged, differing, unmatched, incomplete, withoutAccount } = report;
  const counts = [`${written} written`, `${unchanged} unchanged`, `${unmatched} without account`];
  if (incomplete > 0) counts.push(`${incomplete} incomplete and left out`);
  out.write(`${read} events: ${counts.join(", ")}\n`);
  if (differing > 0) {
    out.write(
      `${differing} of the unchanged are told otherwise than before, as by another user, and stay as they were\n`,
    );
  }
  if (withoutAccount.length === 0) return;
  const more = withoutAccount.length > shownValues ? ` (the ${shownValues} commonest, up to 100 with --json)` : "";
  out.write(`\n${style("bold", "Events without account", out)}${more}\n`);
  const columns = [{ title: "Events", align: "right" }, { title: "Named" }, { title: "Why", fills: true }] as const;
  const rows = withoutAccount
    .slice(0, shownValues)
    .map(({ events, value, reason }) => [String(events), visibleLine(value ?? ""), reasons[reason]]);
  out.write(`${renderTable(columns, rows, out)}\n`);
}
