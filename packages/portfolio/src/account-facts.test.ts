import { addDays, factKinds, type SourceFact, sourceFactSchemas, type TaggedFact } from "@cs/models";
import { expect, test } from "vitest";
import { accountFacts } from "./account-facts.ts";
import { accountTruth } from "./account-truth.ts";
import type { PortfolioOptions } from "./options/portfolio-options.ts";

const options: PortfolioOptions = { accounts: 40, seed: 7, asOf: "2025-06-30" };
const byAccount = Array.from({ length: 40 }, (_, index) => accountFacts(options, index));
const all = byAccount.flat();
const truths = Array.from({ length: 40 }, (_, index) => accountTruth(options, index));

function factsOf<Kind extends TaggedFact["kind"]>(facts: readonly TaggedFact[], kind: Kind): SourceFact<Kind>[] {
  return facts.flatMap((tagged) => (tagged.kind === kind ? [tagged.fact as SourceFact<Kind>] : []));
}

/** Every date of a fact that says when something happened; planned ends and due dates are none. */
function happenings(tagged: TaggedFact): string[] {
  const planned = ["endDate", "dueOn"];
  return Object.entries(tagged.fact).flatMap(([field, value]) => {
    return typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value) && !planned.includes(field) ? [value] : [];
  });
}

test("every fact is valid for its kind, and parsing changes nothing", () => {
  for (const { kind, fact } of all) expect(sourceFactSchemas[kind].parse(fact)).toEqual(fact);
}, 60_000);

test("kinds come in the order in which they can be written", () => {
  for (const facts of byAccount) {
    const order = facts.map(({ kind }) => factKinds.indexOf(kind));
    expect(order).toEqual(order.toSorted((left, right) => left - right));
  }
});

test("nothing happens after the last day", () => {
  const late = all.flatMap(happenings).filter((moment) => moment.slice(0, 10) > options.asOf);
  expect(late).toEqual([]);
});

test("nothing happens on or after the day an account has left", () => {
  byAccount.forEach((facts, index) => {
    const { hasLeft, effectiveDate } = truths[index] ?? { hasLeft: false, effectiveDate: null };
    if (!hasLeft || effectiveDate === null) return;
    const other = facts.filter(({ kind }) => kind !== "churnEvents");
    expect(other.flatMap(happenings).filter((moment) => moment.slice(0, 10) >= effectiveDate)).toEqual([]);
    expect(factsOf(facts, "subscriptions").every(({ endDate }) => endDate !== null && endDate <= effectiveDate)).toBe(
      true,
    );
    expect(factsOf(facts, "churnEvents").at(-1)?.effectiveDate).toBe(effectiveDate);
  });
  expect(truths.filter(({ hasLeft }) => hasLeft).length).toBeGreaterThan(1);
});

test("every fact belongs to its account, and used subscriptions run on that day", () => {
  for (const facts of byAccount) {
    const [customer] = factsOf(facts, "customers");
    const lines = new Map(factsOf(facts, "subscriptions").map((line) => [line.externalId, line]));
    for (const { kind, fact } of facts) if (kind !== "customers") expect(fact.customer).toBe(customer?.externalId);
    for (const { subscription, occurredAt } of factsOf(facts, "usage")) {
      const line = lines.get(subscription ?? "");
      const day = occurredAt.slice(0, 10);
      if (line === undefined || line.startDate > day || (line.endDate ?? "9999") <= day) {
        expect.fail(`${subscription} does not cover ${occurredAt}`);
      }
    }
  }
});

test("external ids are unique within a kind, apart from duplicated usage", () => {
  for (const kind of factKinds.filter((kind) => kind !== "usage")) {
    const ids = factsOf(all, kind).map(({ externalId }) => externalId);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

test("usage has about 0.5 % duplicates of equal content, and some events out of order", () => {
  const usage = factsOf(all, "usage");
  const first = new Map<string, SourceFact<"usage">>();
  let duplicates = 0;
  for (const fact of usage) {
    const known = first.get(fact.externalId);
    if (known !== undefined) duplicates += 1;
    if (known !== undefined) expect(fact).toEqual(known);
    first.set(fact.externalId, known ?? fact);
  }
  expect(duplicates / first.size).toBeGreaterThan(0.004);
  expect(duplicates / first.size).toBeLessThan(0.006);
  for (const facts of byAccount.filter((facts) => factsOf(facts, "usage").length > 1000)) {
    const moments = factsOf(facts, "usage").map(({ occurredAt }) => occurredAt);
    expect(moments.some((moment, index) => moment < (moments[index - 1] ?? ""))).toBe(true);
  }
});

test("notice is in time for the contract it ends", () => {
  const served = byAccount.filter((_, index) => truths[index]?.churnType === "non_renewal");
  for (const facts of served) {
    const event = factsOf(facts, "churnEvents").find(({ type }) => type === "non_renewal");
    const contract = factsOf(facts, "contracts").at(-1);
    const deadline = addDays(contract?.endDate ?? "", -(contract?.noticeDays ?? 0));
    expect((event?.noticeDate ?? "9999") <= deadline).toBe(true);
    expect((event?.decisionDate ?? "9999") < (event?.noticeDate ?? "")).toBe(true);
  }
});

test("the demo portfolio shows every situation", () => {
  const staying = truths.filter(({ churnType }) => churnType === null);
  expect(staying.filter(({ latentHealth }) => latentHealth >= 0.8).length).toBeGreaterThanOrEqual(8);
  expect(staying.filter(({ latentHealth }) => latentHealth < 0.6).length).toBeGreaterThanOrEqual(4);
  expect(truths.filter(({ hasLeft }) => hasLeft).length).toBeGreaterThanOrEqual(3);
  expect(truths.some(({ hasLeft, churnType }) => !hasLeft && churnType === "non_renewal")).toBe(true);
  expect(truths.some(({ missingSources }) => missingSources.includes("usage"))).toBe(true);
  expect(
    factsOf(all, "customers").some(({ customerSince }) => (customerSince ?? "") > addDays(options.asOf, -30)),
  ).toBe(true);
});

test("the latent truth is in no fact", () => {
  const fields = new Set(all.flatMap(({ fact }) => Object.keys(fact)));
  const told = Object.keys(truths[0] ?? {}).filter((field) => fields.has(field));
  // What an account has done is in its facts too, from the day on which it is known.
  expect(told).toEqual(["externalId", "decisionDate", "noticeDate", "effectiveDate"]);
});
