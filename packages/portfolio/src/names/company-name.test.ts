import { domainSchema } from "@cs/models";
import { expect, test } from "vitest";
import { companyName } from "./company-name.ts";

test("names and domains are unique far beyond one lap, for any seed", () => {
  for (const seed of [0, 7, Number.MAX_SAFE_INTEGER]) {
    const companies = Array.from({ length: 20_000 }, (_, index) => companyName(seed, index));
    expect(new Set(companies.map(({ name }) => name)).size).toBe(20_000);
    expect(new Set(companies.map(({ domain }) => domain)).size).toBe(20_000);
    expect(companies.every(({ domain }) => domainSchema.safeParse(domain).success)).toBe(true);
  }
});

test("a second lap carries a number", () => {
  expect(companyName(7, 1230).name).toBe(`${companyName(7, 0).name} 2`);
});
