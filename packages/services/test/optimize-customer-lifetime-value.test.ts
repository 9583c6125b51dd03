import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { cover } from "./fixtures.ts";
import { addCohort } from "./lifetime-fixtures.ts";

const asOf = "2024-06-30";
const margin = 0.8;
const discount = 0.1;

interface Money {
  readonly amount: number;
}
interface Value {
  readonly currency: string;
  readonly accounts: number;
  readonly arr: Money;
  readonly lifetimeValue: Money;
  readonly low: Money;
  readonly high: Money;
  readonly perAccount: Money;
  readonly simple: { readonly value: number };
  readonly newCustomerAtLeast: { readonly value: number };
}
interface Lever {
  readonly currency: string;
  readonly lever: string;
  readonly worth: Money;
  readonly share: number;
}
interface Answer {
  readonly customers: number;
  readonly reason: string | null;
  readonly retention: {
    readonly renewals: number;
    readonly lost: number;
    readonly rate: number;
    readonly alpha: number;
    readonly beta: number;
    readonly byRenewal: readonly { readonly atRisk: number; readonly lost: number }[];
  } | null;
  readonly values: readonly Value[];
  readonly levers: readonly Lever[];
  readonly sensitivity: readonly { readonly assumption: string; readonly change: number; readonly share: number }[];
  readonly assumptions: readonly string[];
}

const store = useTestStore({ asOf });
const ask = async (input: object = {}) =>
  (await store.run("optimize_customer_lifetime_value", { margin, discount, ...input })) as unknown as Answer;

/** A tenth of the cohorts of Fader and Hardie 2007, of which four renewals were watched; one is in euros. */
const regular = [100, 63, 47, 38, 33];
const highEnd = [100, 87, 74, 65, 59];
let stayer: string;
let leaver: string;

beforeAll(async () => {
  await cover(store, "2020-01-01", asOf);
  const ids = await addCohort(store, { startedOn: "2020-03-01", survivors: regular, arr: 1_000_000 });
  [stayer = "", leaver = ""] = [ids[0], ids.at(-1)];
  await addCohort(store, {
    ...{ startedOn: "2020-05-01", survivors: highEnd, arr: 3_000_000 },
    ...{ currency: "EUR", segment: "enterprise" },
  });
}, 120_000);

/** The log-likelihood of survivors under a shifted beta-geometric model, as the paper has it. */
function logLikelihood(survivors: readonly number[], alpha: number, beta: number): number {
  let [surviving, sum] = [1, 0];
  for (let t = 1; t < survivors.length; t += 1) {
    const lost = (surviving * alpha) / (alpha + beta + t - 1);
    sum += ((survivors[t - 1] ?? 0) - (survivors[t] ?? 0)) * Math.log(lost);
    surviving -= lost;
  }
  return sum + (survivors.at(-1) ?? 0) * Math.log(surviving);
}

/** The parameters that fit best, found by ever finer steps around a start. */
function bestFit(survivors: readonly number[]): { alpha: number; beta: number } {
  let [alpha, beta] = [1, 1];
  for (let step = 0.5; step > 1e-7; step /= 2) {
    for (let moved = true; moved; ) {
      moved = false;
      for (const [a, b] of [
        [step, 0],
        [-step, 0],
        [0, step],
        [0, -step],
        [step, step],
        [-step, -step],
      ] as const) {
        const better = logLikelihood(survivors, alpha + a, beta + b) > logLikelihood(survivors, alpha, beta) + 1e-12;
        if (alpha + a <= 0 || beta + b <= 0 || !better) continue;
        [alpha, beta, moved] = [alpha + a, beta + b, true];
      }
    }
  }
  return { alpha, beta };
}

/** What each survivor of four renewals is still worth per unit of profit, summed year by year. */
function perProfit({ alpha, beta }: { alpha: number; beta: number }, rate: number, change = 0): number {
  let [surviving, sum] = [1, 0];
  for (let renewal = 5; renewal < 2000; renewal += 1) {
    surviving *= Math.min(1, Math.max(0, 1 - alpha / (alpha + beta + renewal - 1) + change));
    sum += surviving / (1 + rate) ** (renewal - 4);
  }
  return sum;
}

describe("lifetime value under contract", () => {
  it("is margin times revenue over the renewals to come, as far as the watched ones foretell them", async () => {
    const { values, retention, customers, reason } = await ask({ segment: "smb" });
    const fit = bestFit(regular);
    expect([customers, reason, values.length]).toEqual([33, null, 1]);
    expect(retention).toMatchObject({ renewals: 100 + 63 + 47 + 38, lost: 67, rate: 1 - 67 / 248 });
    expect(retention?.byRenewal.map(({ atRisk, lost }) => [atRisk, lost])).toEqual([
      [100, 37],
      [63, 16],
      [47, 9],
      [38, 5],
    ]);
    expect(retention?.alpha).toBeCloseTo(fit.alpha, 3);
    expect(retention?.beta).toBeCloseTo(fit.beta, 3);
    const expected = margin * 33 * 1_000_000 * perProfit(fit, discount);
    const [value] = values;
    expect((value?.lifetimeValue.amount ?? 0) / expected).toBeCloseTo(1, 4);
    expect(value).toMatchObject({ currency: "USD", accounts: 33, arr: { amount: 33_000_000 } });
    expect((value?.perAccount.amount ?? 0) / (expected / 33)).toBeCloseTo(1, 4);
    expect(value?.low.amount).toBeLessThan(expected);
    expect(value?.high.amount).toBeGreaterThan(expected);
  });

  it("stands beside the simple formula and what a new customer brought at least", async () => {
    const [value] = (await ask({ segment: "smb" })).values;
    expect(value?.simple.value).toBe(Math.round((margin * 33_000_000) / (discount + 67 / 248)));
    const watched = regular.reduce((sum, left, year) => sum + left / 100 / 1.1 ** year, 0);
    expect(value?.newCustomerAtLeast.value).toBe(Math.round(margin * 1_000_000 * watched));
  });

  it("never adds currencies, and fits all customers asked for together", async () => {
    const { values, retention, customers } = await ask();
    expect(values.map(({ currency, accounts }) => [currency, accounts])).toEqual([
      ["EUR", 59],
      ["USD", 33],
    ]);
    expect([customers, retention?.renewals]).toEqual([92, 248 + 100 + 87 + 74 + 65]);
  });

  it("ranks levers by what a point of each is worth", async () => {
    const { levers } = await ask({ segment: "smb" });
    const fit = bestFit(regular);
    const profit = margin * 33_000_000;
    const base = profit * perProfit(fit, discount);
    const worth = {
      retention: profit * perProfit(fit, discount, 0.01) - base,
      expansion: profit * perProfit(fit, 1.1 / 1.01 - 1) - base,
      margin: base / 80,
    };
    const ranked = Object.entries(worth).toSorted(([, left], [, right]) => right - left);
    expect(levers.map(({ lever }) => lever)).toEqual(ranked.map(([lever]) => lever));
    for (const [index, [, expected]] of ranked.entries()) {
      expect((levers[index]?.worth.amount ?? 0) / expected).toBeCloseTo(1, 2);
    }
    expect(levers.find(({ lever }) => lever === "margin")?.share).toBeCloseTo(1 / 80, 9);
  });

  it("says how it moves with margin, discount and retention, as far as they are possible", async () => {
    const { sensitivity } = await ask({ segment: "smb", margin: 0.98 });
    const shown = sensitivity.map(({ assumption, change }) => `${assumption} ${change}`);
    expect(shown).toEqual(["margin -0.05", "discount -0.02", "discount 0.02", "retention -0.05", "retention 0.05"]);
    const share = Object.fromEntries(sensitivity.map((each, at) => [shown[at], each.share]));
    expect(share["margin -0.05"]).toBeCloseTo(0.93 / 0.98, 9);
    expect(share["discount 0.02"]).toBeLessThan(1);
    expect(share["discount -0.02"]).toBeGreaterThan(1);
    expect(share["retention -0.05"]).toBeLessThan(1);
    expect(share["retention 0.05"]).toBeGreaterThan(1);
  });

  it("of one client follows the retention of all", async () => {
    const all = await ask();
    const one = await ask({ clientId: stayer });
    expect(one).toMatchObject({ customers: 1, retention: all.retention });
    const [usd] = all.values.filter(({ currency }) => currency === "USD");
    expect(one.values[0]?.lifetimeValue.amount).toBe(usd?.perAccount.amount);
    expect(one.assumptions.join(" ")).toContain("renews as all customers");
    const gone = await ask({ clientId: leaver });
    expect(gone).toMatchObject({ customers: 0, values: [], reason: `nobody asked for pays on ${asOf}` });
  });

  it("of a cohort takes those who began in it", async () => {
    const { customers, values } = await ask({ startedFrom: "2020-04-01", startedTo: "2020-12-31" });
    expect([customers, values.map(({ currency }) => currency)]).toEqual([59, ["EUR"]]);
    expect(await ask({ startedFrom: "2023-01-01" })).toMatchObject({ customers: 0, values: [] });
  });

  it("sees only what was known on a day", async () => {
    const { retention } = await ask({ segment: "smb", asOf: "2022-12-31" });
    expect(retention?.byRenewal.map(({ atRisk, lost }) => [atRisk, lost])).toEqual([
      [100, 37],
      [63, 16],
    ]);
  });

  it("lists what it assumes, and repeats itself to the last bit", async () => {
    const first = await ask({ growth: 0.03 });
    expect(first.assumptions.join("\n")).toMatch(/margin of 0\.8 and a discount of 0\.1[\s\S]*grows by 0\.03 a year/);
    expect(await ask({ growth: 0.03 })).toEqual(first);
  });
});

describe("there is no lifetime value, and a reason,", () => {
  it("where growth is not below the discount", async () => {
    const { values, reason } = await ask({ growth: 0.1 });
    expect([values, reason]).toEqual([[], "growth is not below the discount: values would have no end"]);
  });

  it("without a contract, as no purchases are stored", async () => {
    const answer = await ask({ variant: "non_contractual" });
    expect(answer).toMatchObject({
      values: [],
      retention: null,
      reason: expect.stringContaining("no source delivers purchases"),
    });
  });
});

describe("a call that cannot be accepted", () => {
  it.each([
    ["no margin", { margin: undefined }, "invalid_input", "margin"],
    ["a margin above 1", { margin: 1.1 }, "invalid_input", "margin"],
    ["no discount", { discount: undefined }, "invalid_input", "discount"],
    ["a discount below 0", { discount: -0.1 }, "invalid_input", "discount"],
    ["an unknown client", { clientId: `cs_${"0".repeat(26)}` }, "not_found", "clientId"],
    ["an unknown segment", { segment: "tiny" }, "invalid_input", "segment"],
    ["an unknown variant", { variant: "guess" }, "invalid_input", "variant"],
    ["a cohort turned around", { startedFrom: "2024-01-02", startedTo: "2024-01-01" }, "invalid_input", "startedFrom"],
    ["a day that is none", { asOf: "2024-02-30" }, "invalid_input", "asOf"],
  ])("is refused for %s", async (_, part, code, field) => {
    await expect(ask(part)).rejects.toMatchObject({ code, field });
  });

  it("is refused for a client with a segment", async () => {
    await expect(ask({ clientId: stayer, segment: "smb" })).rejects.toMatchObject({ field: "clientId" });
  });
});
