import { expect, it } from "vitest";
import { watchedRenewals, yearsUntil } from "./watched-renewals.ts";

const watch = { from: "2021-01-01", until: "2024-06-30" };
const renewals = (startedOn: string, endedOn: string | null) =>
  watchedRenewals({ clientId: "c", segment: null, arrByCurrency: {}, startedOn, endedOn }, watch);

it.each([
  ["stays from the first day of the watch", "2021-01-01", null, { first: 1, last: 3, lost: false }],
  ["began before it: the year that it began in is not whole", "2019-03-01", null, { first: 3, last: 5, lost: false }],
  ["began before it, on the same day of the year", "2019-01-01", null, { first: 3, last: 5, lost: false }],
  ["leaves at its second renewal", "2021-05-01", "2023-05-01", { first: 1, last: 2, lost: true }],
  ["leaves within its second year", "2021-05-01", "2022-11-11", { first: 1, last: 2, lost: true }],
  ["leaves within its first days", "2022-05-01", "2022-05-01", { first: 1, last: 1, lost: true }],
  [
    "left within a year that is not over for those who stay",
    "2023-12-01",
    "2024-02-01",
    { first: 1, last: 0, lost: false },
  ],
  ["left before a year of it was watched whole", "2019-03-01", "2021-02-01", { first: 3, last: 2, lost: true }],
])("counts the renewals of a customer who %s", (_, startedOn, endedOn, expected) => {
  expect(renewals(startedOn, endedOn)).toEqual(expected);
});

it("has a leap day renew on the last of February", () => {
  expect([yearsUntil("2020-02-29", "2021-02-27"), yearsUntil("2020-02-29", "2021-02-28")]).toEqual([0, 1]);
  expect([yearsUntil("2020-02-29", "2024-02-28"), yearsUntil("2020-02-29", "2024-02-29")]).toEqual([3, 4]);
});
