import { type CloudEvent, cloudEventSchema } from "@cs/models";
import { createInProcessEventBus, createPersistence, type EventBus, type Persistence } from "@cs/persistence";
import { useTestStore } from "@cs/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventSubscriptions } from "../src/index.ts";
import { deal, dealEvent } from "./deal-fixtures.ts";

const store = useTestStore();
const consumers: { bus: EventBus; persistence: Persistence }[] = [];
const refused: string[] = [];

/** Three consumers as three processes have them: each with connections and a bus of its own. */
beforeAll(async () => {
  for (let count = 0; count < 3; count += 1) {
    const persistence = createPersistence({ url: store.urls.applicationUrl, size: 4 });
    const bus = createInProcessEventBus();
    const subscriptions = eventSubscriptions({
      persistence,
      onRefused: ({ id }, reason) => refused.push(`${id}: ${reason}`),
    });
    for (const subscription of subscriptions) await bus.subscribe(subscription);
    consumers.push({ bus, persistence });
  }
});
afterAll(async () => {
  for (const { bus, persistence } of consumers) {
    await bus.close();
    await persistence.close();
  }
});

/** Five deals of two accounts, each with a later event that changes its ARR, each event delivered five times: 50. */
function deliveries(): CloudEvent[] {
  const events = Array.from({ length: 10 }, (_, index) => {
    const [number, version] = [index % 5, Math.floor(index / 5)];
    const account = number % 2 === 0 ? "even" : "odd";
    const data = deal({
      dealId: `D-${number}`,
      accountName: account,
      domains: [`${account}.example`],
      externalRef: { source: "salesforce", externalId: account },
      lines: [{ lineId: "1", product: "Core", seats: null, arr: 100 * number + version, currency: "EUR" }],
    });
    return cloudEventSchema.parse(dealEvent(data, { id: `evt-${index}`, time: `2024-06-30T10:0${version}:00Z` }));
  });
  return Array.from({ length: 5 }, () => events).flat();
}

/** A fixed order that is none: 7 has no factor in common with 50. */
const shuffled = <Item>(items: readonly Item[]): Item[] =>
  items.map((_, index) => items[(index * 7 + 3) % items.length] as Item);

describe("50 deliveries of deal.closed in any order to three consumers at once", () => {
  it("have the effect of each event once, and the later event of each deal holds", async () => {
    const work = shuffled(deliveries());
    await Promise.all(work.map((event, index) => consumers[index % 3]?.bus.publish(event)));
    expect(refused).toEqual([]);
    expect(await store.query("SELECT client_name AS name FROM cs.accounts ORDER BY 1")).toEqual([
      { name: "even" },
      { name: "odd" },
    ]);
    const lines = "SELECT external_id AS id, arr::int FROM cs.subscriptions ORDER BY 1";
    expect(await store.query(lines)).toEqual([
      { id: "D-0/1", arr: 1 },
      { id: "D-1/1", arr: 101 },
      { id: "D-2/1", arr: 201 },
      { id: "D-3/1", arr: 301 },
      { id: "D-4/1", arr: 401 },
    ]);
    expect(await store.query("SELECT FROM cs.contracts")).toHaveLength(5);
    expect(await store.query("SELECT FROM cs.inbox")).toHaveLength(10);
    const [{ applied } = { applied: 0 }] = await store.query<{ applied: number }>(
      "SELECT count(*)::int AS applied FROM cs.inbox WHERE NOT outcome ? 'outdated'",
    );
    expect(await store.query("SELECT FROM cs.audit_entries")).toHaveLength(applied);
  });
});
