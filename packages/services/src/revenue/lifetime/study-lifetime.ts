import { feedGap } from "@cs/health-engine";
import type { CalendarDate } from "@cs/models";
import type { TenureRow } from "@cs/persistence";
import type { OperationContext } from "../../operation/operation.ts";
import { assumptionsOf } from "./assumptions.ts";
import { describeRetention } from "./describe-retention.ts";
import { describeValues } from "./describe-values.ts";
import type { LifetimeRequest } from "./lifetime-input.ts";
import type { LifetimeAnswer } from "./lifetime-output.ts";
import { retentionOf } from "./retention.ts";
import { groupsByCurrency } from "./value-customers.ts";
import { type Watch, watchedRenewals, yearsUntil } from "./watched-renewals.ts";

type Tx = OperationContext<"read">["tx"];

/** Values customers under contract by the renewals that were watched. */
export async function studyLifetime(request: LifetimeRequest, asOf: CalendarDate, tx: Tx): Promise<LifetimeAnswer> {
  const population = (await tx.queries.tenures(asOf)).filter((tenure) => isAskedFor(tenure, request));
  const valued = population
    .filter(({ endedOn, clientId }) => endedOn === null && (request.clientId ?? clientId) === clientId)
    .map(({ startedOn, arrByCurrency }) => ({ renewals: yearsUntil(startedOn, asOf), arrByCurrency }));
  const none = (reason: string) => noValues(request, asOf, { customers: valued.length, reason });
  const watch = await watchOf(asOf, tx);
  if (typeof watch === "string") return none(watch);
  const retention = retentionOf(population.map((tenure) => watchedRenewals(tenure, watch)));
  const seen = {
    retention: describeRetention(retention, watch),
    assumptions: assumptionsOf(request, retention, watch),
  };
  const { model, reason } = retention;
  if (model === null) return { ...none(reason ?? "there is no model"), ...seen };
  const { margin, discount, growth } = request;
  const terms = { margin, discount, growth, retentionChange: 0 };
  const described = describeValues(groupsByCurrency(valued), { retention, model, terms });
  if (described.values.length > 0) return { ...none(""), ...seen, ...described, reason: null };
  const endless = growth >= discount && valued.length > 0;
  return {
    ...none(
      endless ? "growth is not below the discount: values would have no end" : `nobody asked for pays on ${asOf}`,
    ),
    ...seen,
  };
}

/** The answer that says why there are no values. */
export function noValues(
  { variant }: Pick<LifetimeRequest, "variant">,
  asOf: CalendarDate,
  { customers, reason }: { readonly customers: number; readonly reason: string },
): LifetimeAnswer {
  const nothing = { retention: null, values: [], levers: [], sensitivity: [], assumptions: [] };
  return { variant, asOf, customers, reason, ...nothing };
}

function isAskedFor({ segment, startedOn }: TenureRow, request: LifetimeRequest): boolean {
  if (request.segment !== undefined && segment !== request.segment) return false;
  return startedOn >= (request.startedFrom ?? startedOn) && startedOn <= (request.startedTo ?? startedOn);
}

/** The days on which a source would have told of an end: those of subscriptions, or of contracts; else why there are none. */
async function watchOf(asOf: CalendarDate, tx: Tx): Promise<Watch | string> {
  const coverage = await tx.queries.coverage(asOf);
  const gaps = (["subscriptions", "contracts"] as const).map((kind) => {
    return { kind, gap: feedGap({ asOf, coverage }, { needs: [kind], windowDays: null }) };
  });
  const covered = gaps.flatMap(({ kind, gap }) => (gap === null ? (coverage[kind] ?? []) : []))[0];
  return covered ? { from: covered.from, until: covered.to } : (gaps[0]?.gap ?? "no subscriptions are connected");
}
