import { sourceFactSchemas } from "@cs/models";
import type { OwnedUsage, SyncCounts, WriteTransaction } from "@cs/persistence";
import { accountBehind, accountsBehind, type NoAccount } from "../../../sync/account-behind.ts";
import { domainOf } from "../../../sync/domain-of.ts";
import { fitText } from "../../../sync/fit-text.ts";
import type { SourceClock } from "./source-clock.ts";
import type { RemoteUsage } from "./usage-source.ts";

/** Why an event belongs to no account; `unnamed`: it names neither an organisation nor an address. */
export type UnmatchedUsageReason = "unnamed" | NoAccount;

/** What an event without an account names instead: an organisation, else the domain of its user, else nothing. */
export interface UnmatchedUsage {
  readonly reason: UnmatchedUsageReason;
  readonly value: string | null;
}

/** What became of events. Those of `read` that are in no other count lack what every event has, and were left out. */
export interface TakenUsage extends SyncCounts {
  /** Of those that are unchanged: recorded before with another account, user, feature or time, which stay. */
  readonly differing: number;
  readonly withoutAccount: readonly UnmatchedUsage[];
}

export interface TakeUsageOptions {
  readonly source: string;
  readonly clock: Pick<SourceClock, "instantOf">;
}

const longestText = 200;

/**
 * Takes up to 1,000 events of a product analytics system: each becomes usage of its account, or is counted as one that has
 * none. The same event again changes nothing, and one that is told otherwise than before stays as it was recorded: systems
 * name users anew when they learn who they are.
 */
export async function takeRemoteUsage(
  tx: Pick<WriteTransaction, "accounts" | "facts">,
  events: readonly RemoteUsage[],
  { source, clock }: TakeUsageOptions,
): Promise<TakenUsage> {
  const accounts = await accountsBehind(tx, source, events);
  const facts: OwnedUsage[] = [];
  const withoutAccount: UnmatchedUsage[] = [];
  for (const event of events) {
    const found = accountBehind(event, accounts);
    if ("reason" in found) withoutAccount.push(unmatchedUsage(event, found.reason));
    else facts.push(...factOf(event, found.clientId, clock));
  }
  const outcomes = await tx.facts.writeUsage(source, facts);
  const countOf = (wanted: string) => outcomes.filter(({ status }) => status === wanted).length;
  const differing = countOf("rejected");
  return {
    read: events.length,
    written: countOf("inserted"),
    unchanged: countOf("unchanged") + differing,
    unmatched: withoutAccount.length,
    differing,
    withoutAccount,
  };
}

/** None for an event that lacks what every event has. */
function factOf(
  { id, feature, shownAt, user }: RemoteUsage,
  customer: string,
  clock: TakeUsageOptions["clock"],
): OwnedUsage[] {
  const fact = {
    externalId: id,
    customer,
    subscription: null,
    feature: fitText(feature, longestText),
    occurredAt: shownAt && clock.instantOf(shownAt),
    quantity: 1,
    durationSeconds: null,
    errors: null,
    user: fitText(user, longestText),
  };
  const { success, data } = sourceFactSchemas.usage.safeParse(fact);
  return success ? [{ ...data, customer }] : [];
}

function unmatchedUsage({ organizations: [organization], email }: RemoteUsage, reason: NoAccount): UnmatchedUsage {
  const value = fitText(organization ?? domainOf(email), longestText);
  return { reason: value === null ? "unnamed" : reason, value };
}
