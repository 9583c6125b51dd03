import { type Environment, noServiceAccount } from "@cs/runtime";
import { syncUsage, type UnmatchedUsageReason, type UsageSyncReport } from "@cs/services";
import { runSync, type Sync, type SyncCommandOptions, showUnmatched } from "./run-sync.ts";

const reasons: Readonly<Record<UnmatchedUsageReason, string>> = {
  unnamed: "the event names neither an account nor a user with an address",
  no_account: "no account has the external ref, the domain or the address",
  several_accounts: "several accounts have it",
};

/** Reads the events of Mixpanel, and reports what those name that no account was found for. */
export function syncMixpanel(options: SyncCommandOptions, environment: Environment): Promise<void> {
  const run: Sync<UsageSyncReport>["run"] = async (of, { tenantId, integrations: { usage }, today }) => {
    if (usage === null) throw noServiceAccount();
    const { asOf } = await today(tenantId);
    return syncUsage({ ...of, source: usage, today: asOf });
  };
  const mixpanel = { things: "events of Mixpanel", counted: "days of Mixpanel", run, show: showReport };
  return runSync(mixpanel, options, environment);
}

function showReport(report: UsageSyncReport, out: NodeJS.WriteStream): void {
  const { from, to, read, written, unchanged, differing, unmatched, incomplete, withoutAccount } = report;
  const counts = [`${written} written`, `${unchanged} unchanged`, `${unmatched} without account`];
  if (incomplete > 0) counts.push(`${incomplete} incomplete and left out`);
  out.write(`${read} events from ${from} to ${to}: ${counts.join(", ")}\n`);
  if (differing > 0) {
    out.write(
      `${differing} of the unchanged are told otherwise than before, as by another user, and stay as they were\n`,
    );
  }
  const table = {
    title: "Events without account, the commonest first",
    total: withoutAccount.length,
    columns: [{ title: "Events", align: "right" }, { title: "Named" }, { title: "Why", fills: true }] as const,
    rows: withoutAccount.map(({ events, value, reason }) => [String(events), value ?? "", reasons[reason]]),
  };
  showUnmatched(table, out);
}
