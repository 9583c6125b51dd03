import { type MilestoneStatus, milestoneStatuses, timeToAdopt } from "@cs/analytics";
import { type CalendarDate, type ClientId, daysBetween, type Reading } from "@cs/models";
import type { MilestoneVersion } from "@cs/persistence";
import type { MilestoneAnswer } from "./milestones-output.ts";
import type { AccountState, MilestoneStudy } from "./study-milestones.ts";

/** A milestone as tools show it, without anybody before it. */
export function describeMilestone({
  milestone,
  version,
  retired,
}: Omit<MilestoneVersion, "publishedAt">): MilestoneAnswer {
  const { id, ...definition } = milestone;
  const nobody = { client: null, counts: null, medianDays: null, overdueClients: [] };
  return { milestoneId: id, version, retired, ...definition, ...nobody };
}

/** Where one account stands before each milestone. */
export function describeClient({ milestones }: MilestoneStudy): MilestoneAnswer[] {
  return milestones.map(({ of, states }) => ({ ...describeMilestone(of), client: states[0]?.state ?? null }));
}

/** Where several accounts stand before each milestone, and who is longest overdue. */
export function describeClients(
  study: MilestoneStudy,
  { names, limit }: { readonly names: ReadonlyMap<ClientId, string>; readonly limit: number },
): MilestoneAnswer[] {
  return study.milestones.map(({ of, states }) => ({
    ...describeMilestone(of),
    counts: countsOf(states),
    medianDays: medianDaysOf(states, study),
    overdueClients: longestOverdue(states, study.asOf, limit).map(({ clientId, ...overdue }) => ({
      clientId,
      clientName: names.get(clientId) ?? clientId,
      ...overdue,
    })),
  }));
}

/** The accounts that are longest overdue, as many as are shown. */
export function longestOverdue(states: readonly AccountState[], asOf: CalendarDate, limit: number) {
  return states
    .flatMap(({ clientId, state: { status, dueOn } }) =>
      status === "overdue" && dueOn !== null ? [{ clientId, dueOn, daysOverdue: daysBetween(dueOn, asOf) }] : [],
    )
    .toSorted((a, b) => b.daysOverdue - a.daysOverdue || (a.clientId < b.clientId ? -1 : 1))
    .slice(0, limit);
}

/** The milestone that is due first among those that an account has not reached and still can. */
export function nextOf(milestones: readonly MilestoneAnswer[]) {
  const open = milestones.flatMap(({ milestoneId, client }) =>
    client?.status === "pending" || client?.status === "overdue" ? [{ milestoneId, dueOn: client.dueOn }] : [],
  );
  const never = "9999-12-31";
  const [first] = open.toSorted((a, b) => ((a.dueOn ?? never) <= (b.dueOn ?? never) ? -1 : 1));
  return first ?? null;
}

function countsOf(states: readonly AccountState[]): Record<MilestoneStatus, number> {
  const counts = Object.fromEntries(milestoneStatuses.map((status) => [status, 0])) as Record<MilestoneStatus, number>;
  for (const { state } of states) counts[state.status] += 1;
  return counts;
}

/** Only of accounts that became customers while usage was covered: of others nobody knows how long it took. */
function medianDaysOf(states: readonly AccountState[], { asOf, coverage }: MilestoneStudy): Reading {
  const watched = states.flatMap(({ customerSince, state }) => {
    if (customerSince === null || coverage === null || customerSince < coverage.from || customerSince > asOf) return [];
    const time = state.days ?? daysBetween(customerSince, asOf);
    return [{ time, happened: state.days !== null, subjects: 1 }];
  });
  return timeToAdopt(watched).medianDays;
}
