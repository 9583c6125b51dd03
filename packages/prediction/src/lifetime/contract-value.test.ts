import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relativeError } from "../../test/relative.ts";
import { residualLifetimeValue, simpleLifetimeValue, watchedLifetimeValue } from "./contract-value.ts";

describe("lifetime value under contract", () => {
  it("is margin x ARPA / (discount + churn) when churn never changes", () => {
    expect(simpleLifetimeValue({ profit: 0.8 * 12_000, discount: 0.1, netChurn: 0.2 }).value).toBeCloseTo(32_000, 9);
  });

  it("is never infinite: no churn without a discount and growth without end have no value", () => {
    expect(simpleLifetimeValue({ profit: 100, discount: 0, netChurn: 0 }).reason).toContain("growing for ever");
    expect(simpleLifetimeValue({ profit: 100, discount: 0.1, netChurn: -0.15 }).value).toBeNull();
    expect(simpleLifetimeValue({ profit: 100, discount: 0.1, netChurn: 0 }).value).toBeCloseTo(1000, 9);
    expect(
      residualLifetimeValue({ profit: 1, discount: 0, model: { alpha: 1, beta: 1 }, renewals: 0 }).value,
    ).toBeNull();
  });

  it("of watched periods is their discounted sum", () => {
    const { value } = watchedLifetimeValue({ profit: 100, discount: 0.25, surviving: [1, 0.8, 0.5] });
    expect(value).toBeCloseTo(100 + 64 + 32, 9);
    expect(watchedLifetimeValue({ profit: 1, discount: 0, surviving: [] }).reason).toBe("no period was watched");
  });

  it("still to come is the sum over all renewals to come, and more for those who stayed", () => {
    const share = fc.double({ min: 0.3, max: 8, noNaN: true });
    fc.assert(
      fc.property(
        share,
        share,
        fc.nat(6),
        fc.double({ min: 0.05, max: 0.5, noNaN: true }),
        (alpha, beta, renewals, discount) => {
          let [surviving, sum] = [1, 0];
          for (let k = 1; k < 1200; k++) {
            surviving *= (beta + renewals + k - 1) / (alpha + beta + renewals + k - 1);
            sum += surviving / (1 + discount) ** k;
          }
          const valueAfter = (after: number) =>
            residualLifetimeValue({ profit: 1, discount, model: { alpha, beta }, renewals: after }).value ?? Number.NaN;
          expect(relativeError(valueAfter(renewals), sum)).toBeLessThan(1e-9);
          expect(valueAfter(renewals + 1)).toBeGreaterThan(valueAfter(renewals));
        },
      ),
    );
  });

  it.each([
    () => simpleLifetimeValue({ profit: Number.NaN, discount: 0.1, netChurn: 0.1 }),
    () => simpleLifetimeValue({ profit: 1, discount: -0.1, netChurn: 0.1 }),
    () => simpleLifetimeValue({ profit: 1, discount: 0.1, netChurn: 1.1 }),
    () => watchedLifetimeValue({ profit: 1, discount: 0.1, surviving: [1, 1.2] }),
    () => residualLifetimeValue({ profit: 1, discount: 0.1, model: { alpha: 1, beta: 1 }, renewals: -1 }),
  ])("refuses numbers out of their range: %s", (call) => {
    expect(call).toThrow(expect.objectContaining({ code: "invalid_input" }));
  });
});
