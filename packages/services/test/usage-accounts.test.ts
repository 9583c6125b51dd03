import { build, useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { syncUsage } from "../src/index.ts";
import { remoteUsage, UsageFeed } from "./usage-feed.ts";

const store = useTestStore();
const names = new Map<string, string>();
let count = 0;

beforeAll(async () => {
  await store.persistence.write(store.tenantId, async (tx) => {
    const customers = [
      build.customer({ externalId: "one", clientName: "One", domains: ["one.example"] }),
      build.customer({ externalId: "two", clientName: "Two", domains: ["shared.example"] }),
      build.customer({ externalId: "three", clientName: "Three", domains: ["shared.example"] }),
    ];
    await tx.facts.write("customers", "mixpanel", customers);
    await tx.facts.write("contacts", "mixpanel", [
      build.contact({ externalId: "P", customer: "three", email: "Ada@Free.example" }),
      build.contact({ externalId: "Q", customer: "two", email: "eve@both.example" }),
      build.contact({ externalId: "R", customer: "three", email: "eve@both.example" }),
    ]);
  });
  const rows = await store.query<{ client_id: string; client_name: string }>(
    "SELECT client_id, client_name FROM cs.accounts",
  );
  for (const { client_id: id, client_name: name } of rows) names.set(id, name);
});

async function sync(feed: UsageFeed) {
  const { persistence, tenantId } = store;
  const clock = () => new Date("2024-06-30T12:00:00Z");
  return syncUsage({ persistence, tenantId, source: feed, today: "2024-06-30", clock });
}

const event = (part: Parameters<typeof remoteUsage>[1]) => {
  count += 1;
  return remoteUsage("2024-06-30T10:00:00.000Z", { id: `event-${count}`, ...part });
};

describe("the account of an event", () => {
  it.each([
    ["is that which its property names", ["one"], null, "One"],
    ["is that which its property names, whoever the user is", ["two"], "ada@one.example", "Two"],
    ["is the only one that its property names", ["one", "unknown"], null, "One"],
    ["is the only one of several names for it", ["one", "one"], null, "One"],
    ["is the only one with the user's domain", [], "ada@ONE.example", "One"],
    ["is the only one with the user's domain, where the property names none", ["unknown"], "ada@one.example", "One"],
    ["is the only one with a contact of the address", [], "ada@free.example", "Three"],
  ])("%s", async (_, organizations, email, name) => {
    const known = event({ organizations, email });
    expect(await sync(new UsageFeed([known]))).toMatchObject({ read: 1, written: 1, withoutAccount: [] });
    const [row] = await store.query<{ client_id: string }>(
      "SELECT client_id FROM cs.usage_events WHERE external_id = $1",
      [known.id],
    );
    expect(names.get(row?.client_id ?? "")).toBe(name);
  });

  it.each([
    ["the property names no account", ["unknown"], null, "no_account", "unknown"],
    ["the property names several", ["one", "two"], null, "several_accounts", "one"],
    ["several have the domain", [], "ada@shared.example", "several_accounts", "shared.example"],
    ["several have a contact of the address", [], "eve@both.example", "several_accounts", "both.example"],
    ["none has the domain or the address", [], "ada@other.example", "no_account", "other.example"],
    ["the event names nobody", [], null, "unnamed", null],
  ])("is none where %s", async (_, organizations, email, reason, value) => {
    const report = await sync(new UsageFeed([event({ organizations, email })]));
    expect(report).toMatchObject({ written: 0, unmatched: 1, incomplete: 0 });
    expect(report.withoutAccount).toEqual([{ reason, value, events: 1 }]);
  });

  it("is found once somebody says whose it is", async () => {
    const feed = new UsageFeed([event({ organizations: ["four"] })]);
    expect(await sync(feed)).toMatchObject({ unmatched: 1 });
    await store.persistence.write(store.tenantId, (tx) =>
      tx.facts.write("customers", "mixpanel", [build.customer({ externalId: "four", clientName: "Four" })]),
    );
    expect(await sync(feed)).toMatchObject({ written: 1, unmatched: 0 });
  });
});

it("the commonest of what has no account comes first, and counts are whole beyond 10,000 values", async () => {
  const many = Array.from({ length: 10_001 }, (_, index) => event({ organizations: [`org-${index}`] }));
  const often = Array.from({ length: 3 }, () => event({ organizations: ["org-7"] }));
  const { unmatched, withoutAccount } = await sync(new UsageFeed([...many, ...often]));
  expect(unmatched).toBe(10_004);
  expect(withoutAccount).toHaveLength(100);
  expect(withoutAccount[0]).toEqual({ reason: "no_account", value: "org-7", events: 4 });
});
