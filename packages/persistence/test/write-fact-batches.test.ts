import { build, useTestStore } from "@cs/testing";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { factsAtOnce, type WriteOutcome } from "../src/index.ts";
import { deliver } from "./fixtures.ts";

const store = useTestStore();
beforeAll(async () => {
  await deliver(store.persistence, { customers: [build.customer()], subscriptions: [build.subscription()] });
});

const countOf = async (table: string, like: string): Promise<number | undefined> => {
  const rows = await store.query<{ rows: number }>(
    `SELECT count(*)::int AS rows FROM cs.${table} WHERE external_id LIKE $1`,
    [like],
  );
  return rows[0]?.rows;
};
const statusesOf = (outcomes: readonly WriteOutcome[]) => outcomes.map(({ status }) => status);

describe("ids that occur twice in a batch", () => {
  it("count once when the rows are equal, and reject the second when they differ", async () => {
    const [first, second] = [
      build.usage({ externalId: "twice-1" }),
      build.usage({ externalId: "twice-1", quantity: 9 }),
    ];
    const outcomes = await deliver(store.persistence, { usage: [first, first, second] });
    expect(statusesOf(outcomes)).toEqual(["inserted", "unchanged", "rejected"]);
    const rows = await store.query("SELECT quantity FROM cs.usage_events WHERE external_id = 'twice-1'");
    expect(rows).toEqual([{ quantity: "1" }]);
  });

  it("keep the first row of a state", async () => {
    const tickets = ["new", "open"].map((status) =>
      build.ticket({ externalId: "twice-2", status: status as "new" | "open" }),
    );
    expect(statusesOf(await deliver(store.persistence, { tickets }))).toEqual(["inserted", "rejected"]);
    const rows = await store.query("SELECT status FROM cs.tickets WHERE external_id = 'twice-2'");
    expect(rows).toEqual([{ status: "new" }]);
  });

  it("are rejected both times when an event was recorded with other values before", async () => {
    await deliver(store.persistence, { usage: [build.usage({ externalId: "twice-3" })] });
    const changed = build.usage({ externalId: "twice-3", quantity: 2 });
    const outcomes = await deliver(store.persistence, { usage: [changed, changed] });
    expect(statusesOf(outcomes)).toEqual(["rejected", "rejected"]);
  });
});

describe("facts that name no customer", () => {
  it("belong to the customer of their subscription", async () => {
    const usage = [build.usage({ externalId: "by-line", customer: null, subscription: "S-1" })];
    expect(await deliver(store.persistence, { usage })).toEqual([{ status: "inserted" }]);
  });

  it("are rejected when the subscription is unknown or missing, and nothing is written for them", async () => {
    const usage = [
      build.usage({ externalId: "lost-1", customer: null, subscription: "S-404" }),
      build.usage({ externalId: "lost-2", customer: null, subscription: null }),
      build.usage({ externalId: "lost-3", customer: "A-404", subscription: "S-1" }),
      build.usage({ externalId: "found-1" }),
    ];
    expect(await deliver(store.persistence, { usage })).toEqual([
      { status: "rejected", field: "subscription", reason: "subscription S-404 is not known" },
      { status: "rejected", field: "customer", reason: "needs a customer or a subscription" },
      { status: "rejected", field: "customer", reason: "customer A-404 is not known" },
      { status: "inserted" },
    ]);
    expect(await countOf("usage_events", "lost-%")).toBe(0);
  });

  it("are kept with a warning when they precede the start of the subscription", async () => {
    const line = { customer: null, subscription: "S-1" };
    const usage = [
      build.usage({ ...line, externalId: "early-1", occurredAt: "2023-12-31T23:59:59.000Z" }),
      build.usage({ ...line, externalId: "early-2", occurredAt: "2024-01-01T00:00:00.000Z" }),
    ];
    const warning = "use precedes the start of its subscription";
    const outcomes = await deliver(store.persistence, { usage });
    expect(outcomes).toEqual([{ status: "inserted", warning }, { status: "inserted" }]);
    expect(statusesOf(await deliver(store.persistence, { usage }))).toEqual(["unchanged", "unchanged"]);
  });
});

describe("deliveries at the same time", () => {
  it("give one row each when ten deliver the same facts of one source", async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `par-${index}`);
    const facts = {
      customers: ids.map((externalId) => build.customer({ externalId })),
      tickets: ids.map((externalId) => build.ticket({ externalId, customer: externalId })),
      usage: ids.map((externalId) => build.usage({ externalId, customer: externalId })),
    };
    const all = await Promise.all(Array.from({ length: 10 }, () => deliver(store.persistence, facts)));
    const inserted = all.filter((outcomes) => outcomes.every(({ status }) => status === "inserted"));
    const unchanged = all.filter((outcomes) => outcomes.every(({ status }) => status === "unchanged"));
    expect([inserted.length, unchanged.length]).toEqual([1, 9]);
    for (const table of ["external_refs", "tickets", "usage_events"]) expect(await countOf(table, "par-%")).toBe(50);
  });

  it("give one row each when the batches hold the same facts in other orders", async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `ord-${index}`);
    const orders = [ids, ids.toReversed(), [...ids.slice(20), ...ids.slice(0, 20)]];
    const all = await Promise.all(
      orders.map((order) =>
        deliver(store.persistence, { tickets: order.map((externalId) => build.ticket({ externalId })) }),
      ),
    );
    expect(all.flat().filter(({ status }) => status === "inserted")).toHaveLength(40);
    expect(await countOf("tickets", "ord-%")).toBe(40);
  });
});

describe("as many events as are written at once", () => {
  const customers = Array.from({ length: 8 }, (_, index) => build.customer({ externalId: `many-${index}` }));
  /** Every other one of the first customer; 90 days from the first on. */
  const events = Array.from({ length: factsAtOnce("usage") }, (_, index) =>
    build.usage({
      externalId: `many-${index}`,
      customer: `many-${index % 2 === 0 ? 0 : index % 8}`,
      occurredAt: new Date(Date.UTC(2024, 0, 1 + (index % 90), 12)).toISOString(),
      quantity: 1 + (index % 3),
    }),
  );
  const sumOf = (usage: typeof events) => usage.reduce((sum, { quantity }) => sum + quantity, 0);
  const stored = () =>
    store.query<{ events: number; keys: number; sum: number }>(`
      SELECT (SELECT count(*) FROM cs.usage_events WHERE external_id LIKE 'many-%')::int AS events,
             (SELECT count(*) FROM cs.usage_event_keys WHERE external_id LIKE 'many-%')::int AS keys,
             (SELECT sum(events) FROM cs.usage_daily JOIN cs.external_refs USING (tenant_id, client_id)
              WHERE external_id LIKE 'many-%')::int AS sum`);

  it("are answered in their order, whatever parts they are written in", async () => {
    await deliver(store.persistence, { customers });
    const half = events.filter((_, index) => index % 3 !== 0);
    expect(new Set(statusesOf(await deliver(store.persistence, { usage: half })))).toEqual(new Set(["inserted"]));
    expect(await stored()).toEqual([{ events: half.length, keys: half.length, sum: sumOf(half) }]);

    const changed = events.map((event, index) => (index % 5 === 0 ? { ...event, quantity: 9 } : event));
    const outcomes = await deliver(store.persistence, { usage: changed });
    const expected = events.map((_, index) =>
      index % 3 === 0 ? "inserted" : index % 5 === 0 ? "rejected" : "unchanged",
    );
    expect(statusesOf(outcomes)).toEqual(expected);
    const kept = events.map((event, index) => (index % 15 === 0 ? { ...event, quantity: 9 } : event));
    expect(await stored()).toEqual([{ events: events.length, keys: events.length, sum: sumOf(kept) }]);
  });

  it("leave nothing behind when one part of them cannot be written", async () => {
    const before = await stored();
    const usage = events.map((event, index) => ({
      ...event,
      externalId: `many-again-${index}`,
      quantity: index === 7_999 ? -1 : 1,
    }));
    await expect(deliver(store.persistence, { usage })).rejects.toThrow(/quantity/);
    expect(await stored()).toEqual(before);
  });
});

describe("any sequence of event batches", () => {
  it("keeps for each id the first accepted content and answers in the order given", async () => {
    let run = 0;
    const batch = fc.array(
      fc.record({ id: fc.integer({ min: 0, max: 3 }), quantity: fc.integer({ min: 1, max: 2 }) }),
      {
        maxLength: 6,
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 4 }), async (batches) => {
        run += 1;
        const model = new Map<string, number>();
        for (const rows of batches) {
          const usage = rows.map(({ id, quantity }) => build.usage({ externalId: `seq-${run}-${id}`, quantity }));
          const outcomes = statusesOf(await deliver(store.persistence, { usage }));
          // An id that the batch holds with two contents is judged by its first row: the model does the same.
          const firstOf = new Map<string, number>();
          for (const [index, { externalId, quantity }] of usage.entries()) {
            const known = model.get(externalId);
            const first = firstOf.get(externalId);
            firstOf.set(externalId, first ?? quantity);
            if (known === undefined) model.set(externalId, quantity);
            const accepted = known === undefined || known === quantity;
            if (first === undefined || first === quantity) expect(outcomes[index] !== "rejected").toBe(accepted);
            else expect(outcomes[index]).toBe("rejected");
          }
        }
        const rows = await store.query<{ id: string; quantity: string }>(
          "SELECT external_id AS id, quantity FROM cs.usage_events WHERE external_id LIKE $1",
          [`seq-${run}-%`],
        );
        expect(new Map(rows.map(({ id, quantity }) => [id, Number(quantity)]))).toEqual(model);
      }),
      { numRuns: 25 },
    );
  });
});
