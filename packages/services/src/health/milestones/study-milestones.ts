import { type MilestoneState, milestoneState } from "@cs/analytics";
import { feedGap } from "@cs/health-engine";
import type { CalendarDate, ClientId, Coverage, Segment } from "@cs/models";
import type { MilestoneAccount, MilestoneFacts, MilestoneVersion, ReadTransaction } from "@cs/persistence";

export interface MilestoneScope {
  readonly clientId?: ClientId | undefined;
  readonly segment?: Segment | undefined;
  readonly asOf: CalendarDate;
}

/** An account before a milestone. */
export interface AccountState {
  readonly clientId: ClientId;
  readonly customerSince: CalendarDate | null;
  readonly state: MilestoneState;
}

export interface MilestoneStudy {
  readonly asOf: CalendarDate;
  readonly coverage: Coverage | null;
  readonly accounts: number;
  readonly milestones: readonly { readonly of: MilestoneVersion; readonly states: readonly AccountState[] }[];
}

/** Where the accounts of a scope stand before milestones, by the facts and by what was stored before. */
export async function studyMilestones(
  tx: ReadTransaction,
  milestones: readonly MilestoneVersion[],
  scope: MilestoneScope,
): Promise<MilestoneStudy> {
  const { asOf } = scope;
  const covered = await tx.queries.coverage(asOf);
  const gap = feedGap({ asOf, coverage: covered }, { needs: ["usage"], windowDays: null });
  const coverage = covered.usage ?? null;
  const facts = await tx.queries.milestoneFacts({ ...scope, milestones });
  const achieved = earliestDays(facts);
  return {
    asOf,
    coverage,
    accounts: facts.accounts.length,
    milestones: milestones.map((of) => ({
      of,
      states: facts.accounts.map((account) => {
        const { clientId, customerSince } = account;
        const achievedOn = achieved.get(keyOf(of.milestone.id, clientId)) ?? null;
        const known = { milestone: of.milestone, customerSince, achievedOn, asOf, coverage };
        return { clientId, customerSince, state: milestoneState({ ...known, gap: gap ?? userGap(of, account) }) };
      }),
    })),
  };
}

/** Of what the facts say and what is stored the earlier day: an achievement is not taken back. */
function earliestDays({ reached, stored }: MilestoneFacts): ReadonlyMap<string, CalendarDate> {
  const days = new Map<string, CalendarDate>();
  for (const { milestoneId, clientId, achievedOn } of [...reached, ...stored]) {
    const key = keyOf(milestoneId, clientId);
    const other = days.get(key);
    if (other === undefined || achievedOn < other) days.set(key, achievedOn);
  }
  return days;
}

function userGap({ milestone }: MilestoneVersion, { namesNobody }: MilestoneAccount): string | null {
  return milestone.kind === "active_users" && namesNobody ? "usage does not name users" : null;
}

function keyOf(milestoneId: string, clientId: ClientId): string {
  return `${milestoneId} ${clientId}`;
}
