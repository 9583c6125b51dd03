import { describe, expect, it } from "vitest";
import { datesIn } from "./dates-in.ts";
import { faultsOf } from "./faults-of.ts";
import { saysNumber } from "./numbers-in.ts";

describe("a date in an answer", () => {
  it.each([
    "It renews on 2026-07-05.",
    "It renews on 5 July 2026.",
    "It renews on the 5th of July 2026.",
    "It renews on July 5, 2026.",
    "It renews on Jul 5th 2026.",
  ])("is read from: %s", (text) => {
    expect(datesIn(text)).toEqual(["2026-07-05"]);
  });

  it("is not read without its year", () => {
    expect(datesIn("It renews on July 5.")).toEqual([]);
  });
});

describe("a number in an answer", () => {
  it.each([
    ["There are 1,234 of them.", 1234, true],
    ["There are 1234.", 1234, true],
    ["There are 1235.", 1234, false],
    ["About 223k a year.", 223_104, true],
    ["About 220k a year.", 223_104, false],
    ["USD 0.22 million", 223_104, false],
    ["A score of 77.7 of 100", 77.6668149697, true],
    ["A score of 77 of 100", 77.6668149697, false],
    ["36 % of them", 0.36, true],
    ["down by 41.8 points", -41.8064, true],
    ["Since 2026-04-01.", 4, false],
    ["On 4 April 2026.", 4, false],
    ["P4 tickets", 4, false],
  ])("%s says %d: %s", (text, value, says) => {
    expect(saysNumber(text, value)).toBe(says);
  });
});

describe("an answer", () => {
  const facts = { texts: ["Coral Clinics"], numbers: [59], dates: ["2027-04-20"], forbidden: ["Birch Energy"] };

  it("is right when it says all facts and nothing that is forbidden", () => {
    expect(faultsOf("coral clinics, at 59, renews on 20 April 2027.", facts)).toEqual([]);
  });

  it("is wrong for each fact that is missing, and each name too many", () => {
    expect(faultsOf("Birch Energy, at 58.", facts)).toEqual([
      "does not say Coral Clinics",
      "does not say 59",
      "does not say 2027-04-20",
      "says Birch Energy",
    ]);
  });
});
