import type { LifetimeAnswer } from "./lifetime-output.ts";
import type { Retention } from "./retention.ts";
import type { Watch } from "./watched-renewals.ts";

/** What was seen of renewals, beside what the model says of each. */
export function describeRetention(
  { counts, renewals, lost, model }: Retention,
  watch: Watch,
): NonNullable<LifetimeAnswer["retention"]> {
  return {
    watchedFrom: watch.from,
    watchedUntil: watch.until,
    renewals,
    lost,
    rate: renewals === 0 ? null : 1 - lost / renewals,
    alpha: model?.alpha ?? null,
    beta: model?.beta ?? null,
    byRenewal: counts.map((count, at) => ({
      renewal: at + 1,
      ...count,
      rate: count.atRisk === 0 ? null : 1 - count.lost / count.atRisk,
      modelled: model && 1 - model.alpha / (model.alpha + model.beta + at),
    })),
  };
}
