import { csmLoads } from "@cs/analytics";
import { type ClientId, type SegmentEvaluation, touchModels } from "@cs/models";
import type { SegmentMove } from "@cs/persistence";
import { moneyList } from "../../operation/money.ts";
import { accountValue } from "../segments/account-value.ts";
import type { StudiedAccount } from "../segments/study-segment.ts";
import type { TierModel } from "./tier-model.ts";
import { noTiers, type TiersAnswer } from "./tier-output.ts";

const mostMissing = 20;

/** Tiers on a day, and everything their description follows from. */
export interface TiersOnDay {
  readonly segmentId: string | null;
  readonly version: number | null;
  readonly model: TierModel;
  readonly evaluation: SegmentEvaluation;
  readonly tierOf: ReadonlyMap<ClientId, string>;
  readonly accounts: readonly StudiedAccount[];
  readonly moves: readonly SegmentMove[];
}

/** The coverage model, the moves and how full everybody is, with the first `limit` managers. */
export function describeTiers(on: TiersOnDay, limit: number): TiersAnswer {
  const { segmentId, version, model, evaluation, tierOf, accounts } = on;
  const { potentialWeight, tiers } = model;
  const covered = accounts.flatMap(({ clientId, row, read }) => {
    const tier = tierOf.get(clientId);
    return tier === undefined ? [] : [{ tier, csm: row.csm, ...accountValue(read, potentialWeight) }];
  });
  const perCsm = new Map(tiers.flatMap(({ tier, accountsPerCsm }) => (accountsPerCsm ? [[tier, accountsPerCsm]] : [])));
  const loads = csmLoads(
    covered.flatMap(({ tier, csm }) => (csm === null ? [] : [{ tier, csm }])),
    perCsm,
  );
  return {
    ...noTiers,
    model: { segmentId, version, potentialWeight, tiers: tiers.map((tier) => ({ ...tier })) },
    asOf: evaluation.asOf,
    comparedWith: evaluation.comparedWith,
    customers: evaluation.customers,
    undecided: evaluation.undecided,
    missing: evaluation.missing.slice(0, mostMissing),
    potentialUnknown: potentialWeight > 0 ? covered.filter(({ potential }) => potential.value === null).length : 0,
    tiers: evaluation.groups.map(({ group, accounts: size, arrByCurrency }) => {
      const { capacity = null, accountsPerCsm = null } = tiers.find(({ tier }) => tier === group) ?? {};
      return {
        tier: touchModels.find((tier) => tier === group) ?? "digital",
        accounts: size,
        arr: moneyList(arrByCurrency),
        full: capacity !== null && size >= capacity,
        withoutCsm: covered.filter(({ tier, csm }) => tier === group && csm === null).length,
        csmsNeeded: accountsPerCsm && Math.ceil(size / accountsPerCsm),
      };
    }),
    moves: [...on.moves],
    csms: loads.slice(0, limit).map((load) => ({ ...load, byTier: { ...load.byTier } })),
    csmTotal: loads.length,
  };
}
