import {
  askRedis,
  databaseVariables,
  describeOwnRedis,
  type RunningProgram,
  until,
  useRedisServer,
  useTestStore,
  useWorkbench,
} from "@cs/testing";
import { beforeAll, expect, it } from "vitest";

const store = useTestStore({ poolSize: 4 });
const bench = useWorkbench();

/** The state of one deal as of a minute, as a sales system tells of it. */
const deal = (id: string, minute: number) => ({
  specversion: "1.0",
  id,
  source: "/sales",
  type: "deal.closed",
  time: `2024-06-30T10:${String(minute).padStart(2, "0")}:00Z`,
  tenantid: "default",
  data: {
    dealId: "D-1",
    accountName: "Acme",
    domains: ["acme.example"],
    externalRef: { source: "salesforce", externalId: "001" },
    owner: null,
    contract: { type: "subscription", startDate: "2024-07-01", endDate: null, noticeDays: null, autoRenew: null },
    lines: [{ lineId: "1", product: "Core", seats: null, arr: 100 + minute, currency: "EUR" }],
  },
});

/** What is published about an account at risk; the relay passes it on as it is. */
const effect = (key: string) => ({
  destination: "events",
  key,
  type: "churn.risk_identified",
  payload: { subject: key, data: { key } },
});

describeOwnRedis("three workers on one database and one Redis", () => {
  const redis = useRedisServer();
  const workers: RunningProgram[] = [];

  beforeAll(() => {
    const env = { ...databaseVariables(store.urls), REDIS_URL: redis.url };
    for (let count = 0; count < 3; count += 1) workers.push(bench.start("cs", ["worker"], env));
  });

  /** Consumers of a type of event that have not dealt with everything yet, and their number. */
  async function consumersOf(type: string): Promise<{ groups: number; open: number }> {
    const groups = await askRedis(redis, (client) => client.call("XINFO", "GROUPS", `cs:events:of:${type}`)).catch(
      () => [],
    );
    const lists = (groups as unknown[][]).map((flat) => ({
      pending: Number(flat[flat.indexOf("pending") + 1]),
      lag: Number(flat[flat.indexOf("lag") + 1]),
    }));
    return { groups: lists.length, open: lists.reduce((sum, { pending, lag }) => sum + pending + lag, 0) };
  }

  const published = async () => {
    const entries = await askRedis(redis, (client) => client.xrange("cs:events:of:churn.risk_identified", "-", "+"));
    return new Set(entries.map(([, [, event = "{}"]]) => (JSON.parse(event) as { subject: string }).subject));
  };
  const add = (first: number, last: number) =>
    store.persistence.write(store.tenantId, (tx) =>
      tx.outbox.add(...Array.from({ length: last - first + 1 }, (_, index) => effect(`cs_${first + index}`))),
    );
  const pending = () => store.query("SELECT FROM cs.outbox WHERE state <> 'delivered'");

  it("give 50 deliveries of a deal, out of order, the effect of one", async () => {
    await until(async () => (await consumersOf("deal.closed")).groups === 1);
    // Ten versions of the deal, each delivered five times; 7 has no factor in common with 50.
    const versions = Array.from({ length: 50 }, (_, index) => (index * 7 + 3) % 10);
    await askRedis(redis, (client) =>
      Promise.all(
        versions.map((minute) =>
          client.xadd("cs:events:of:deal.closed", "*", "event", JSON.stringify(deal(`evt-${minute}`, minute))),
        ),
      ),
    );
    await until(async () => (await consumersOf("deal.closed")).open === 0);
    expect(await store.query("SELECT client_name AS name FROM cs.accounts")).toEqual([{ name: "Acme" }]);
    expect(await store.query("SELECT FROM cs.contracts")).toHaveLength(1);
    expect(await store.query("SELECT arr::int FROM cs.subscriptions")).toEqual([{ arr: 109 }]);
    expect(await store.query("SELECT event_id FROM cs.inbox ORDER BY 1")).toEqual(
      Array.from({ length: 10 }, (_, minute) => ({ event_id: `evt-${minute}` })),
    );
    expect(workers.map(({ child }) => child.exitCode)).toEqual([null, null, null]);
  });

  it("lose no event to FLUSHALL", async () => {
    await add(1, 20);
    await until(async () => (await pending()).length === 0);
    await add(21, 40);
    await askRedis(redis, (client) => client.flushall());
    await until(async () => (await published()).size === 40);
  });

  it("lose no event to a Redis that is killed and comes back empty", async () => {
    await add(41, 60);
    await redis.kill();
    await add(61, 80);
    await redis.start();
    await until(async () => (await published()).size === 80 && (await pending()).length === 0);
  });

  it("take a deal again after Redis forgot their consumers", async () => {
    await until(async () => (await consumersOf("deal.closed")).groups === 1);
    const event = JSON.stringify(deal("evt-later", 30));
    await askRedis(redis, (client) => client.xadd("cs:events:of:deal.closed", "*", "event", event));
    await until(async () => (await store.query("SELECT FROM cs.inbox")).length === 11);
    expect(await store.query("SELECT arr::int FROM cs.subscriptions")).toEqual([{ arr: 130 }]);
  });

  it("show what nobody could deal with", async () => {
    await askRedis(redis, (client) => client.xadd("cs:events:of:deal.closed", "*", "event", "{broken"));
    const env = { ...databaseVariables(store.urls), REDIS_URL: redis.url };
    const list = async () => {
      const { stdout } = await bench.run("cs", ["events", "dead-letters", "--json"], env);
      return (JSON.parse(stdout) as { deadLetters: { content: string; reason: string }[] }).deadLetters;
    };
    await until(async () => (await list()).length === 1);
    expect(await list()).toMatchObject([{ content: "{broken", consumer: expect.any(String), deliveries: 1 }]);
    const withoutRedis = await bench.run("cs", ["events", "dead-letters"], databaseVariables(store.urls));
    expect(withoutRedis.code).toBe(1);
    expect(withoutRedis.stderr).toContain("REDIS_URL");
  });
});
