import type { Currency } from "@cs/models";
import type { ShiftedBetaGeometric } from "@cs/prediction";
import { money } from "../../operation/money.ts";
import type { LifetimeAnswer } from "./lifetime-output.ts";
import { customersValue, type RenewedGroup, type ValueTerms } from "./value-customers.ts";

/** Customers of one currency with their value, and what it follows from. */
export interface ValuedGroups {
  readonly currency: Currency;
  readonly groups: readonly RenewedGroup[];
  readonly model: ShiftedBetaGeometric;
  readonly terms: ValueTerms;
  /** With these terms. */
  readonly value: number;
}

const point = 0.01;

/** What one point more of each lever is worth, best first. */
export function leversOf({ currency, groups, model, terms, value }: ValuedGroups): LifetimeAnswer["levers"] {
  const levers = [
    ["retention", { retentionChange: terms.retentionChange + point }],
    ["expansion", { growth: terms.growth + point }],
    ["margin", { margin: terms.margin + point }],
  ] as const;
  return levers
    .flatMap(([lever, change]) => {
      const changed = customersValue(groups, model, { ...terms, ...change });
      return changed === null ? [] : [{ lever, worth: changed - value }];
    })
    .sort((left, right) => right.worth - left.worth)
    .map(({ lever, worth }) => ({
      ...{ currency, lever },
      worth: money(Math.round(worth), currency),
      share: worth / value,
    }));
}

/** The value under other assumptions, as far as they are possible. */
export function sensitivityOf({ currency, groups, model, terms, value }: ValuedGroups): LifetimeAnswer["sensitivity"] {
  const { margin, discount } = terms;
  const changes = [
    ...[-0.05, 0.05].map((change) => ({ assumption: "margin" as const, change, other: { margin: margin + change } })),
    ...[-0.02, 0.02].map((change) => ({
      ...{ assumption: "discount" as const, change, other: { discount: discount + change } },
    })),
    ...[-0.05, 0.05].map((change) => ({
      ...{ assumption: "retention" as const, change, other: { retentionChange: change } },
    })),
  ];
  return changes.flatMap(({ assumption, change, other }) => {
    const changed = { ...terms, ...other };
    const isPossible = changed.margin > 0 && changed.margin <= 1 && changed.discount >= 0;
    const found = isPossible ? customersValue(groups, model, changed) : null;
    if (found === null) return [];
    const lifetimeValue = money(Math.round(found), currency);
    return [{ currency, assumption, change, lifetimeValue, share: found / value }];
  });
}
