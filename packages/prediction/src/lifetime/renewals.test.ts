import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relativeError } from "../../test/relative.ts";
import { residualLifetimeValue } from "./contract-value.ts";
import { fitRenewals, renewalsFault } from "./fit-renewals.ts";
import { type RenewalCount, renewalCounts } from "./renewal-counts.ts";
import { renewingValue } from "./renewing-value.ts";

/** The regular cohort of Fader and Hardie 2007: survivors per 1,000 in years 0-7, and its published parameters. */
const survivors = [1000, 631, 468, 382, 326, 289, 262, 241];
const published = { alpha: 0.704, beta: 1.182 };
const counts: RenewalCount[] = survivors.slice(1).map((left, at) => {
  const atRisk = survivors[at] ?? 0;
  return { atRisk, lost: atRisk - left };
});

describe("renewals", () => {
  it("count at those renewals only at which a customer was watched", () => {
    const customers = [
      { first: 1, last: 2, lost: false },
      { first: 2, last: 3, lost: true },
      { first: 3, last: 2, lost: false },
      { first: 1, last: 1, lost: true },
    ];
    expect(renewalCounts(customers)).toEqual([
      { atRisk: 2, lost: 1 },
      { atRisk: 2, lost: 0 },
      { atRisk: 1, lost: 1 },
    ]);
    expect(renewalCounts([])).toEqual([]);
  });

  it("of a whole cohort have the published parameters", () => {
    const { alpha, beta } = fitRenewals(counts);
    expect(alpha).toBeCloseTo(published.alpha, 3);
    expect(beta).toBeCloseTo(published.beta, 3);
  });

  it("have the same parameters when half of the cohort comes under watch after its second renewal", () => {
    const late = counts.map(({ atRisk, lost }, at) =>
      at < 2 ? { atRisk: atRisk / 2, lost: lost / 2 } : { atRisk, lost },
    );
    const { alpha, beta } = fitRenewals(late);
    expect(Math.abs(alpha / beta - published.alpha / published.beta)).toBeLessThan(0.06);
  });

  it.each([
    [[{ atRisk: 9, lost: 1 }], "two different renewals"],
    [
      [
        { atRisk: 9, lost: 0 },
        { atRisk: 9, lost: 0 },
      ],
      "nobody was lost",
    ],
    [
      [
        { atRisk: 9, lost: 9 },
        { atRisk: 2, lost: 2 },
      ],
      "everybody was lost",
    ],
    [
      [
        { atRisk: 9, lost: 10 },
        { atRisk: 2, lost: 2 },
      ],
      "0 to all",
    ],
  ])("that are %j have no estimate", (given, fault) => {
    expect(renewalsFault(given)).toContain(fault);
    expect(() => fitRenewals(given)).toThrow(expect.objectContaining({ code: "invalid_input" }));
  });
});

describe("the value of who renews", () => {
  const share = fc.double({ min: 0.3, max: 8, noNaN: true });
  const rate = fc.double({ min: 0.05, max: 0.5, noNaN: true });

  it("is the closed form of Fader and Hardie 2010 when nothing changes", () => {
    fc.assert(
      fc.property(share, share, fc.nat(6), rate, (alpha, beta, renewals, discount) => {
        const terms = { profit: 7, discount, model: { alpha, beta }, renewals };
        const closed = residualLifetimeValue(terms).value ?? Number.NaN;
        expect(relativeError(renewingValue(terms).value ?? Number.NaN, closed)).toBeLessThan(1e-8);
      }),
    );
  });

  it("is that of a lower discount when who stays grows", () => {
    const terms = { profit: 1, model: published, renewals: 1 };
    const grown = renewingValue({ ...terms, discount: 0.155, growth: 0.05 }).value ?? Number.NaN;
    expect(relativeError(grown, renewingValue({ ...terms, discount: 0.1 }).value ?? Number.NaN)).toBeLessThan(1e-9);
  });

  it("is a perpetuity when a change of retention keeps everybody", () => {
    const terms = { profit: 10, discount: 0.1, model: published, renewals: 0 };
    expect(renewingValue({ ...terms, retentionChange: 1 }).value).toBeCloseTo(100, 6);
    expect(renewingValue({ ...terms, retentionChange: -1 }).value).toBe(0);
  });

  it("rises with retention, growth and margin, and falls with the discount", () => {
    fc.assert(
      fc.property(share, share, rate, (alpha, beta, discount) => {
        const value = (part: object) => {
          const terms = { profit: 1, discount, model: { alpha, beta }, renewals: 2, ...part };
          return renewingValue(terms).value ?? Number.NaN;
        };
        const base = value({});
        expect(value({ retentionChange: 0.01 })).toBeGreaterThan(base);
        expect(value({ growth: 0.01 })).toBeGreaterThan(base);
        expect(value({ profit: 1.01 })).toBeGreaterThan(base);
        expect(value({ discount: discount + 0.01 })).toBeLessThan(base);
      }),
    );
  });

  it("is unknown when growth is not below the discount, and refuses numbers out of range", () => {
    const terms = { profit: 1, discount: 0.1, model: published, renewals: 0 };
    expect(renewingValue({ ...terms, growth: 0.1 }).reason).toContain("has no end");
    for (const part of [{ profit: Number.NaN }, { discount: -0.1 }, { renewals: -1 }, { growth: -1 }]) {
      expect(() => renewingValue({ ...terms, ...part })).toThrow(expect.objectContaining({ code: "invalid_input" }));
    }
  });
});
