import type { SourceFact } from "@cs/models";
import type { TestStore } from "@cs/testing";

/** What `track_adoption_milestones` answers, as far as tests read it. */
export interface MilestonesOutput {
  readonly asOf: string;
  readonly customers: number | null;
  readonly milestones: readonly {
    readonly milestoneId: string;
    readonly version: number;
    readonly client: { readonly status: string; readonly achievedOn: string | null } | null;
    readonly counts: object | null;
    readonly medianDays: { readonly value: number | null } | null;
    readonly overdueClients: readonly object[];
  }[];
  readonly next: { readonly milestoneId: string } | null;
  readonly stored: number;
}

/** Calls of the tool on a store. */
export function milestonesOf(store: TestStore) {
  const ask = async (input: object, call: object = {}) =>
    (await store.run("track_adoption_milestones", input, call)) as unknown as MilestonesOutput;
  return {
    ask,
    define: (milestone: object, call: object = {}) =>
      ask({ action: "define", name: "Milestone", reason: "agreed", ...milestone }, call),
  };
}

/** One event at noon on each of the days; `mark` tells its ids from those of other calls. */
export function useOn(days: readonly string[], part: Partial<SourceFact<"usage">> = {}, mark = "") {
  return days.map((day) => ({ externalId: `${mark}${day}`, occurredAt: `${day}T12:00:00.000Z`, quantity: 1, ...part }));
}
