import type { MissingFact } from "@cs/analytics";
import type {
  CalendarDate,
  ClientId,
  MissingFactCount,
  SegmentDefinition,
  SegmentEvaluation,
  SegmentGroup,
} from "@cs/models";
import {
  contentHash,
  type ReadTransaction,
  type SegmentFactsRow,
  type StoredEvaluation,
  type Tenant,
} from "@cs/persistence";
import { arrByCurrency } from "../scoring/running-lines.ts";
import { assignGroups } from "./assign-groups.ts";
import type { Assignment, FactAccount } from "./assignment.ts";
import { factsIn, measuresIn } from "./definition-of.ts";
import { readerOf } from "./segment-fact.ts";

/** What an evaluation is compared with: that of the same version before it, and who was a member since. */
export interface Before {
  readonly evaluation: StoredEvaluation;
  readonly groupOf: ReadonlyMap<ClientId, string>;
}

/** What a definition comes to on a day. */
export interface SegmentStudy {
  readonly result: SegmentEvaluation;
  readonly inputHash: string;
  readonly groupOf: ReadonlyMap<ClientId, string>;
  /** The customers of the day. */
  readonly accounts: readonly StudiedAccount[];
}

/** A customer with its facts. */
export interface StudiedAccount extends FactAccount {
  readonly row: SegmentFactsRow;
}

export interface StudyRequest {
  readonly definition: SegmentDefinition;
  readonly asOf: CalendarDate;
  readonly tenant: Tenant;
  readonly before: Before | null;
}

/** Evaluates a definition over the customers of a day; writes nothing. */
export async function studySegment(
  tx: ReadTransaction,
  { definition, asOf, tenant, before }: StudyRequest,
): Promise<SegmentStudy> {
  const facts = factsIn(definition);
  const view = { asOf, currency: tenant.reportingCurrency };
  const rows = await tx.queries.segmentFacts({ ...view, measures: measuresIn(definition) });
  const accounts = rows.map((row): StudiedAccount => ({ clientId: row.clientId, row, read: readerOf(row, view) }));
  const assignment = assignGroups(definition, accounts, before?.evaluation.clusters ?? null);
  const { groupOf, undecided, clusters } = assignment;
  const scored = rows.flatMap(({ scoredAsOf }) => scoredAsOf ?? []);
  return {
    groupOf,
    accounts,
    inputHash: contentHash([definition, asOf, accounts.map(({ clientId, read }) => [clientId, facts.map(read)])]),
    result: {
      asOf,
      customers: rows.length,
      members: groupOf.size,
      groups: groupsOf(assignment, accounts, { before, profiled: profiledIn(definition) }),
      undecided: undecided.size,
      missing: countMissing([...undecided.values()].flat()),
      comparedWith: before?.evaluation.asOf ?? null,
      oldestScore: scored.reduce<CalendarDate | null>((oldest, day) => (oldest && oldest < day ? oldest : day), null),
      clusters,
    },
  };
}

/** The facts that are known of every member. */
function profiledIn(definition: SegmentDefinition): string[] {
  if (definition.method === "rule") return [];
  return definition.method === "value_tiers" ? ["arr"] : factsIn(definition);
}

function groupsOf(
  { groups, groupOf }: Assignment,
  accounts: readonly StudiedAccount[],
  { before, profiled }: { readonly before: Before | null; readonly profiled: readonly string[] },
): SegmentGroup[] {
  const members = Map.groupBy(accounts, ({ clientId }) => groupOf.get(clientId));
  const earlier = before && Map.groupBy([...before.groupOf], ([, group]) => group);
  return groups.map((group) => {
    const own = members.get(group) ?? [];
    const stayed = own.filter(({ clientId }) => before?.groupOf.get(clientId) === group).length;
    return {
      group,
      accounts: own.length,
      arrByCurrency: arrByCurrency(own.flatMap(({ row }) => linesOf(row))),
      entered: before && own.length - stayed,
      left: earlier && (earlier.get(group)?.length ?? 0) - stayed,
      profile: own.length === 0 ? {} : Object.fromEntries(profiled.map((fact) => [fact, meanOf(own, fact)])),
    };
  });
}

function linesOf({ arrByCurrency: sums }: SegmentFactsRow) {
  return Object.entries(sums).map(([currency, arr]) => ({ currency, arr }));
}

function meanOf(accounts: readonly FactAccount[], fact: string): number {
  return accounts.reduce((sum, { read }) => sum + Number(read(fact).value), 0) / accounts.length;
}

/** The commonest first. */
function countMissing(missing: readonly MissingFact[]): MissingFactCount[] {
  const counts = [...Map.groupBy(missing, ({ fact, reason }) => `${fact} ${reason}`).values()].flatMap((group) =>
    group[0] ? [{ ...group[0], accounts: group.length }] : [],
  );
  return counts.toSorted((a, b) => b.accounts - a.accounts || (a.fact + a.reason < b.fact + b.reason ? -1 : 1));
}
