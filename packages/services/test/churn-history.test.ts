import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { readHistory, type StoredHistory } from "../src/index.ts";
import { addAccount, cover } from "./fixtures.ts";

const asOf = "2024-06-30";
const store = useTestStore({ asOf });
const clients: Record<string, string> = {};
const read = (window: { from?: string; to?: string } = {}): Promise<StoredHistory> =>
  readHistory({ persistence: store.persistence, tenantId: store.tenantId, asOf, ...window });

const term = (startDate: string, endDate: string | null = null) => ({ startDate, endDate, arr: 100, currency: "USD" });
const use = (day: string, externalId: string) => ({ externalId, occurredAt: `${day}T10:00:00.000Z`, quantity: 5 });

/** Account-months of an account, as months. */
async function monthsOf(name: string): Promise<string[]> {
  const { history } = await read();
  return history.snapshots.filter(({ account }) => account === clients[name]).map((each) => each.asOf.slice(0, 7));
}

beforeAll(async () => {
  await cover(store, "2024-01-01", asOf);
  clients["stays"] = await addAccount(store, {
    subscriptions: [term("2024-01-15"), { ...term("2024-03-10"), externalId: "more" }],
    usage: [use("2024-02-20", "1"), use("2024-04-20", "2")],
  });
  clients["leaves"] = await addAccount(store, {
    subscriptions: [term("2023-06-01", "2024-05-20")],
    churnEvents: [{ decisionDate: "2024-03-10", effectiveDate: "2024-05-20", type: "full" }],
  });
  clients["returns"] = await addAccount(store, {
    subscriptions: [term("2023-06-01", "2024-02-20"), { ...term("2024-04-15"), externalId: "again" }],
    churnEvents: [{ decisionDate: "2024-02-10", effectiveDate: "2024-02-20", type: "full" }],
  });
  clients["shrinks"] = await addAccount(store, {
    subscriptions: [term("2023-06-01")],
    churnEvents: [{ decisionDate: "2024-03-10", effectiveDate: "2024-03-31", type: "seat_reduction" }],
  });
});

describe("the history of a tenant", () => {
  it("has an account on the first of each month on which it was a customer and had not decided", async () => {
    expect(await monthsOf("stays")).toEqual(["2024-02", "2024-03", "2024-04", "2024-05", "2024-06"]);
    expect(await monthsOf("leaves")).toEqual(["2024-01", "2024-02", "2024-03"]);
    expect(await monthsOf("returns")).toEqual(["2024-01", "2024-02", "2024-05", "2024-06"]);
    expect(await monthsOf("shrinks")).toHaveLength(6);
  });

  it("knows decisions by their day, and none of a part", async () => {
    const { history, watchedUntil } = await read();
    expect(watchedUntil).toBe(asOf);
    const days = history.decisions.map(({ account, decidedOn }) => `${account} ${decidedOn}`);
    expect(days.sort()).toEqual(
      [`${clients["leaves"]} 2024-03-10`, `${clients["leaves"]} 2024-05-20`, `${clients["returns"]} 2024-02-10`].sort(),
    );
  });

  it("shows measures and ARR as they were", async () => {
    const { history } = await read();
    const at = (day: string) =>
      history.snapshots.find((each) => each.account === clients["stays"] && each.asOf === day);
    expect(at("2024-03-01")).toMatchObject({ arr: 100, newestFact: "2024-02-20", features: { tenure_days: 46 } });
    expect(at("2024-03-01")?.features).toMatchObject({ usage_recency_days: 10, active_days_28: 1 });
    expect(at("2024-04-01")).toMatchObject({ arr: 200, newestFact: "2024-03-10" });
    expect(at("2024-05-01")?.features).toMatchObject({ usage_recency_days: 11 });
  });

  it("is not changed by anything that happens afterwards", async () => {
    const until = "2024-04-01";
    const before = (await read({ to: until })).history;
    await addAccount(store, { customers: [{ customerSince: "2024-05-02" }], subscriptions: [term("2024-05-02")] });
    const account = clients["stays"] ?? "";
    const refs = await store.persistence.read(store.tenantId, (tx) => tx.accounts.refsOf([account]));
    const customer = refs.get(account)?.[0]?.externalId ?? "";
    await store.persistence.write(store.tenantId, async (tx) => {
      const later = { customer, externalId: "later" };
      await tx.facts.write("tickets", "crm", [
        {
          ...later,
          subject: null,
          priority: "P0",
          status: "open",
          createdAt: "2024-04-02T08:00:00.000Z",
          firstRepliedAt: null,
          solvedAt: null,
          escalated: true,
        },
      ]);
      await tx.facts.write("surveyResponses", "crm", [
        { ...later, kind: "nps", score: 0, respondedAt: "2024-04-02T08:00:00.000Z", comment: null },
      ]);
      await tx.facts.write("usage", "crm", [
        {
          ...later,
          subscription: null,
          feature: "f",
          occurredAt: "2024-04-02T08:00:00.000Z",
          quantity: 9,
          durationSeconds: null,
          errors: 3,
          user: null,
        },
      ]);
      await tx.facts.write("invoices", "crm", [
        {
          ...later,
          issuedOn: "2024-04-02",
          dueOn: "2024-04-03",
          paidOn: null,
          amount: 1,
          currency: "USD",
          status: "open",
        },
      ]);
      await tx.facts.write("churnEvents", "crm", [
        {
          ...later,
          noticeDate: null,
          decisionDate: "2024-04-02",
          effectiveDate: "2024-06-01",
          type: "full",
          reason: null,
          note: null,
        },
      ]);
    });
    const after = (await read({ to: until })).history;
    expect(after).toStrictEqual(before);
    const { history } = await read();
    expect(history.decisions).toContainEqual({ account, decidedOn: "2024-04-02" });
  });
});

describe("a history that cannot be read", () => {
  it("is refused without a month in the window", async () => {
    await expect(read({ from: "2024-06-02" })).rejects.toMatchObject({ code: "invalid_input", field: "from" });
  });

  it("is refused where nothing says who left", async () => {
    const empty = "nobody";
    await store.persistence.write(empty, (tx) =>
      tx.tenants.ensure({ name: empty, timeZone: "UTC", reportingCurrency: "USD" }),
    );
    await expect(readHistory({ persistence: store.persistence, tenantId: empty, asOf })).rejects.toMatchObject({
      code: "not_found",
      hint: expect.stringContaining("Import churn events"),
    });
  });
});
