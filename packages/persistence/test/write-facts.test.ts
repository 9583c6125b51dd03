import type { FactKind, SourceFact } from "@cs/models";
import { build, useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import type { WriteOutcome } from "../src/index.ts";
import { deliver } from "./fixtures.ts";

const store = useTestStore();
beforeAll(async () => {
  await deliver(store.persistence, { customers: [build.customer()], subscriptions: [build.subscription()] });
});

type Tested = {
  [Kind in Exclude<FactKind, "customers">]: {
    table: string;
    nature: "event" | "state";
    facts: [SourceFact<Kind>, SourceFact<Kind>];
  };
};

/** For each kind its table, whether it may change, and one fact in two versions with every field filled. */
const kinds: Tested = {
  contacts: {
    table: "contacts",
    nature: "state",
    facts: [
      build.contact({ email: "a@acme.example", title: "CIO", roles: ["champion", "admin"] }),
      build.contact({ email: null, title: null, roles: [], departedOn: "2024-05-01" }),
    ],
  },
  contracts: {
    table: "contracts",
    nature: "state",
    facts: [
      build.contract({ endDate: "2024-12-31", noticeDays: 60, autoRenew: true }),
      build.contract({ type: "pilot" }),
    ],
  },
  subscriptions: {
    table: "subscriptions",
    nature: "state",
    facts: [
      build.subscription({ externalId: "S-2", endDate: "2025-01-01", autoRenew: false }),
      build.subscription({ externalId: "S-2", seats: null, arr: 9_007_199_254_740_991, currency: "EUR" }),
    ],
  },
  usage: {
    table: "usage_events",
    nature: "event",
    facts: [build.usage({ durationSeconds: 60, errors: 2, user: "u-1" }), build.usage({ quantity: 5 })],
  },
  tickets: {
    table: "tickets",
    nature: "state",
    facts: [
      build.ticket({ subject: "It's broken -- DROP TABLE", firstRepliedAt: "2024-06-03T11:00:00.000Z" }),
      build.ticket({ status: "solved", solvedAt: "2024-06-04T10:00:00.000Z", escalated: true }),
    ],
  },
  surveyResponses: {
    table: "survey_responses",
    nature: "event",
    facts: [build.surveyResponse({ comment: "good" }), build.surveyResponse({ score: 1 })],
  },
  invoices: {
    table: "invoices",
    nature: "state",
    facts: [build.invoice(), build.invoice({ status: "paid", paidOn: "2024-06-01" })],
  },
  churnEvents: {
    table: "churn_events",
    nature: "event",
    facts: [
      build.churnEvent({
        noticeDate: "2024-05-01",
        decisionDate: "2024-04-01",
        type: "full",
        reason: "budget_freeze",
        note: "n",
      }),
      build.churnEvent({ reason: "other" }),
    ],
  },
};

const rowsOf = (table: string, externalId: string) =>
  store.query<Record<string, unknown>>(`SELECT * FROM cs.${table} WHERE external_id = $1`, [externalId]);

const write = (kind: FactKind, ...facts: SourceFact<FactKind>[]): Promise<WriteOutcome[]> =>
  store.persistence.write("default", (tx) => tx.facts.write(kind, "crm", facts));

describe.each(Object.entries(kinds))("a delivered fact of %s", (name, { table, nature, facts: [first, second] }) => {
  const kind = name as FactKind;

  it("is inserted, then left alone when it comes again", async () => {
    expect(await write(kind, first)).toEqual([{ status: "inserted" }]);
    const before = await rowsOf(table, first.externalId);
    expect(before).toHaveLength(1);
    expect(await write(kind, first)).toEqual([{ status: "unchanged" }]);
    expect(await rowsOf(table, first.externalId)).toEqual(before);
  });

  it(
    nature === "state" ? "takes the values the source has now" : "stays as recorded when it comes otherwise",
    async () => {
      const before = await rowsOf(table, first.externalId);
      const [outcome] = await write(kind, second);
      const after = await rowsOf(table, first.externalId);
      expect(after).toHaveLength(1);
      if (nature === "state") {
        expect(outcome).toEqual({ status: "updated" });
        expect(after[0]?.["content_hash"]).not.toBe(before[0]?.["content_hash"]);
        expect(await write(kind, second)).toEqual([{ status: "unchanged" }]);
        expect(await write(kind, first)).toEqual([{ status: "updated" }]);
      } else {
        const reason = `id ${first.externalId} is already recorded with other values`;
        expect(outcome).toEqual({ status: "rejected", field: "externalId", reason });
        expect(after).toEqual(before);
      }
    },
  );

  it("of an unknown customer is rejected and not stored", async () => {
    const outcomes = await write(kind, { ...first, externalId: "lost", customer: "A-404" } as SourceFact<FactKind>);
    expect(outcomes).toEqual([{ status: "rejected", field: "customer", reason: "customer A-404 is not known" }]);
    expect(await rowsOf(table, "lost")).toEqual([]);
  });
});

describe("the stored columns", () => {
  it("hold every field of a subscription, also the largest amount", async () => {
    const [, largest] = kinds.subscriptions.facts;
    await write("subscriptions", { ...largest, externalId: "S-large" });
    expect(await rowsOf("subscriptions", "S-large")).toMatchObject([
      { product: "Core", seats: null, arr: "9007199254740991", currency: "EUR", auto_renew: null, source: "crm" },
    ]);
  });

  it("hold text as it was written, whatever it looks like", async () => {
    const subject = `'; DROP TABLE cs.tickets; -- $1 \\ "quoted" {a,b} 日本 😀`;
    await write("tickets", build.ticket({ externalId: "T-text", subject }));
    expect(await rowsOf("tickets", "T-text")).toMatchObject([{ subject }]);
  });
});
