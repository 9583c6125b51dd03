import { expect, test } from "vitest";
import { bandOf } from "./band-of.ts";

test.each([
  [100, "excellent"],
  [90, "excellent"],
  [89.9999999999, "good"],
  [70, "good"],
  [69.9999999999, "at_risk"],
  [50, "at_risk"],
  [49.9999999999, "critical"],
  [0, "critical"],
])("%d is %s", (score, band) => expect(bandOf(score, { excellent: 90, good: 70, atRisk: 50 })).toBe(band));
