import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dayNumber } from "@cs/models";
import { expectedPurchases, fitBgNbd, fitGammaGamma, type PurchaseHistory, type Spending } from "@cs/prediction";
import { atMost, type Gate, type GateSet, within } from "./gate.ts";

/** Calibration ends with week 39, on 1997-09-30; the 39 weeks after it are held out. */
const lastDay = dayNumber("1997-09-30");
const weeksAhead = 39;

interface Customer extends PurchaseHistory {
  /** Repeat purchases of the weeks held out. */
  readonly later: number;
  /** Spent in the repeat purchases before. */
  readonly spent: number;
}

export const bgNbdGates: GateSet = { folder: "cdnow", measure };

function measure(folder: string): Gate[] {
  const customers = readCustomers(join(folder, "CDNOW_sample.txt"));
  const model = fitBgNbd(customers.map(({ repeats, recency, age }) => ({ repeats, recency, age })));
  const errors = customers.map((customer) => expectedPurchases(model, customer, weeksAhead) - customer.later);
  const rmse = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
  const known = expectedPurchases(model, { repeats: 2, recency: 30.43, age: 38.86 }, weeksAhead);
  const buyers = customers.filter(({ repeats }) => repeats > 0).map(spendingOf);
  const value = fitGammaGamma(buyers);
  return [
    within("BG/NBD r", 0.2426, 0.002, model.r),
    within("BG/NBD alpha", 4.4136, 0.002, model.alpha),
    within("BG/NBD a", 0.7929, 0.002, model.a),
    within("BG/NBD b", 2.4258, 0.002, model.b),
    within("BG/NBD log-likelihood", -9582.43, 0.02, model.logLikelihood),
    within("BG/NBD E[Y(39)] given x = 2, tx = 30.43, T = 38.86", 1.226, 0.0005, known),
    atMost("BG/NBD RMSE of 39 weeks held out", 1.61, rmse),
    within("Gamma-Gamma repeat buyers", 946, 0, buyers.length),
    within("Gamma-Gamma p", 6.25, 0.02, value.p),
    within("Gamma-Gamma q", 3.745, 0.02, value.q),
    within("Gamma-Gamma v", 15.44, 0.02, value.v),
  ];
}

function spendingOf({ repeats, spent }: Customer): Spending {
  return { purchases: repeats, mean: spent / repeats };
}

/** Purchases of one day count once, with their values together. */
function readCustomers(file: string): Customer[] {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const purchases = lines.map((line) => {
    const [, customer = "", date = "", , dollars = ""] = line.trim().split(/\s+/);
    const day = dayNumber(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`);
    return { customer, day, dollars: Number(dollars) };
  });
  return [...Map.groupBy(purchases, ({ customer }) => customer).values()].map((own) => {
    const days = [...new Set(own.map(({ day }) => day))].sort((left, right) => left - right);
    const [first = lastDay] = days;
    const repeatDays = days.filter((day) => day > first && day <= lastDay);
    const spent = own.filter(({ day }) => day > first && day <= lastDay);
    return {
      repeats: repeatDays.length,
      recency: ((repeatDays.at(-1) ?? first) - first) / 7,
      age: (lastDay - first) / 7,
      later: days.filter((day) => day > lastDay).length,
      spent: spent.reduce((sum, { dollars }) => sum + dollars, 0),
    };
  });
}
