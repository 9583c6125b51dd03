import { expect, test } from "vitest";
import { parameters } from "../src/parameters.ts";
import { championHistory } from "../src/world/champion-history.ts";
import { binomialBounds } from "./statistics.ts";
import { identities, large, resolved } from "./worlds.ts";

const { shares, size, missingSources, tenure } = parameters;
const all = identities();
const age = (since: number) => resolved.lastDay - since;
const brandNew = all.filter(({ since }) => age(since) <= tenure.brandNewDays[1]);
const others = all.filter(({ since }) => age(since) > tenure.brandNewDays[1]);
const history = resolved.lastDay - resolved.firstDay;

const counts: [what: string, of: number, count: number, share: number][] = [
  ["accounts in euro", all.length, all.filter(({ currency }) => currency === "EUR").length, shares.euro],
  ["accounts that renew automatically", all.length, all.filter(({ autoRenew }) => autoRenew).length, shares.autoRenew],
  ["brand-new accounts", all.length, brandNew.length, shares.brandNew],
  [
    "joined in history",
    others.length,
    others.filter(({ since }) => age(since) <= history).length,
    shares.joinedInHistory,
  ],
  [
    "known champions",
    all.length,
    all.filter((_, index) => championHistory(resolved, index, resolved.firstDay).known).length,
    shares.knownChampion,
  ],
  ...(["startup", "smb", "mid_market", "enterprise"] as const).map((segment): (typeof counts)[number] => {
    return [segment, all.length, all.filter((each) => each.segment === segment).length, size[segment].share];
  }),
  ...(["usage", "surveyResponses", "tickets", "invoices"] as const).map((kind): (typeof counts)[number] => {
    return [
      `${kind} missing`,
      all.length,
      all.filter((each) => each.missingSources.includes(kind)).length,
      missingSources[kind],
    ];
  }),
];

test.each(counts)("%s: of %i accounts %i, within the bounds of the share %f", (_, of, count, share) => {
  const { least, most } = binomialBounds(of, share);
  expect(count).toBeGreaterThanOrEqual(least);
  expect(count).toBeLessThanOrEqual(most);
});

test("sources are missing independently of each other", () => {
  const both = all.filter(({ missingSources: missing }) => missing.includes("usage") && missing.includes("tickets"));
  const { least, most } = binomialBounds(large.accounts, missingSources.usage * missingSources.tickets);
  expect(both.length).toBeGreaterThanOrEqual(least);
  expect(both.length).toBeLessThanOrEqual(most);
});

test("start seats stay within the bounds of the segment", () => {
  for (const { segment, startSeats } of all) {
    expect(startSeats).toBeGreaterThanOrEqual(size[segment].seats[0]);
    expect(startSeats).toBeLessThanOrEqual(size[segment].seats[1]);
  }
});
