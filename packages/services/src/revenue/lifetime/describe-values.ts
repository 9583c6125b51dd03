import { type Currency, known, type Reading } from "@cs/models";
import { type ShiftedBetaGeometric, simpleLifetimeValue, watchedLifetimeValue } from "@cs/prediction";
import { money } from "../../operation/money.ts";
import type { LifetimeAnswer } from "./lifetime-output.ts";
import type { Retention } from "./retention.ts";
import { customersValue, intervalOf, type RenewedGroup, type ValueTerms } from "./value-customers.ts";
import { leversOf, sensitivityOf } from "./what-if-values.ts";

type Described = Pick<LifetimeAnswer, "values" | "levers" | "sensitivity">;

/** Values with intervals, levers and sensitivity, one currency after the other. */
export function describeValues(
  byCurrency: ReadonlyMap<Currency, readonly RenewedGroup[]>,
  { retention, model, terms }: { retention: Retention; model: ShiftedBetaGeometric; terms: ValueTerms },
): Described {
  const described: Described = { values: [], levers: [], sensitivity: [] };
  for (const [currency, groups] of byCurrency) {
    const value = customersValue(groups, model, terms);
    if (value === null || value === 0) continue;
    const valued = { currency, groups, model, terms, value };
    described.values.push(describeValue(valued, retention));
    described.levers.push(...leversOf(valued));
    described.sensitivity.push(...sensitivityOf(valued));
  }
  return described;
}

interface Valued {
  readonly currency: Currency;
  readonly groups: readonly RenewedGroup[];
  readonly terms: ValueTerms;
  readonly value: number;
}

function describeValue({ currency, groups, terms, value }: Valued, retention: Retention) {
  const accounts = groups.reduce((sum, group) => sum + group.accounts, 0);
  const arr = groups.reduce((sum, group) => sum + group.arr, 0);
  const redrawn = retention.redrawn.map((model) => customersValue(groups, model, terms));
  const interval = intervalOf(redrawn, retention.redrawn.length);
  const amount = (minorUnits: number) => money(Math.round(minorUnits), currency);
  const { margin, discount, growth } = terms;
  return {
    currency,
    accounts,
    arr: amount(arr),
    lifetimeValue: amount(value),
    low: interval && amount(interval.low),
    high: interval && amount(interval.high),
    perAccount: amount(value / accounts),
    simple: whole(
      simpleLifetimeValue({
        profit: margin * arr,
        discount,
        netChurn: retention.lost / retention.renewals - growth,
      }),
    ),
    newCustomerAtLeast: whole(
      watchedLifetimeValue({ profit: (margin * arr) / accounts, discount, surviving: survivingOf(retention) }),
    ),
  };
}

/** Shares of new customers that are left in the years that were watched from the first on (Kaplan and Meier 1958). */
function survivingOf({ counts }: Retention): number[] {
  const gap = counts.findIndex(({ atRisk }) => atRisk === 0);
  const surviving = [1];
  for (const { atRisk, lost } of gap < 0 ? counts : counts.slice(0, gap)) {
    surviving.push((surviving.at(-1) ?? 1) * (1 - lost / atRisk));
  }
  return surviving;
}

function whole(reading: Reading): Reading {
  return reading.value === null ? reading : known(Math.round(reading.value));
}
