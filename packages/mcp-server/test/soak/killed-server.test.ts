import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  askRedis,
  describeOwnRedis,
  type FaultProxy,
  type McpConnection,
  openFaultProxy,
  rounds,
  until,
  useRedisServer,
  useTestStore,
  useWorkbench,
} from "@cs/testing";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { halfApplied } from "./half-applied.ts";
import { type Acknowledged, insist, type Story, startStory } from "./story.ts";

vi.setConfig({ testTimeout: rounds({ ci: 180_000, soak: 1_800_000 }) });

const store = useTestStore();
const bench = useWorkbench();
let proxy: FaultProxy;
beforeAll(async () => {
  proxy = await openFaultProxy(store.urls.applicationUrl);
});
afterAll(() => proxy.close());

const acknowledged: Acknowledged[] = [];
/** More than a server has connections to the database, so that some calls wait for one. */
const storiesAtOnce = 6;
let storiesBegun = 0;
let open: Story[] = [];

const acknowledge = (call: Acknowledged) => acknowledged.push(call);

/** Tells stories until the server is gone; those that are not over stay open. */
async function tellStories(connection: McpConnection): Promise<void> {
  const lane = async (story: Story) => {
    for (let told = story; ; ) {
      await told.tell(connection, acknowledge);
      open = open.filter((each) => each !== told);
      told = begin();
    }
  };
  while (open.length < storiesAtOnce) begin();
  const lanes = await Promise.allSettled(open.map(lane));
  for (const each of lanes) {
    if (each.status === "rejected") expect(String(each.reason)).toMatch(/Connection closed|Not connected|EPIPE/);
  }
}

function begin(): Story {
  storiesBegun += 1;
  const story = startStory(storiesBegun, store);
  open.push(story);
  return story;
}

const progress = async (calls: number) => {
  const goal = acknowledged.length + calls;
  await until(() => acknowledged.length >= goal);
};

/** Breaks the connections to the database somewhere in what goes over them next. */
async function disturb(): Promise<void> {
  const direction = randomInt(2) === 0 ? "toServer" : "toClient";
  await proxy.set({ kind: "resetAfter", direction, bytes: randomInt(3000) });
  await sleep(randomInt(30));
  await proxy.set({ kind: "pass" });
}

/** The answers that the store keeps under their keys. */
async function storedAnswers(): Promise<Map<string, object>> {
  const rows = await store.query<{ key: string; response: object }>("SELECT key, response FROM cs.idempotency_keys");
  return new Map(rows.map(({ key, response }) => [key, response]));
}

describeOwnRedis("a server that is killed again and again while its database connections break", () => {
  const redis = useRedisServer();
  const connect = () => bench.connect({ DATABASE_URL: proxy.url, REDIS_URL: redis.url, LOG_LEVEL: "silent" });

  /** The ids of all events that other servers heard of; one that they heard of twice has one id. */
  async function heard(): Promise<string[]> {
    const entries = await askRedis(redis, (client) => client.xrange("cs:events:of:churn.risk_identified", "-", "+"));
    return [...new Set(entries.map(([, [, event = ""]]) => (JSON.parse(event) as { id: string }).id))].toSorted();
  }

  it("keeps every acknowledged write, half of none, repeats no effect, and tells others of each", async () => {
    for (let round = 0; round < rounds({ ci: 3, soak: 50 }); round += 1) {
      const server = await connect();
      const stories = tellStories(server);
      for (let fault = randomInt(4); fault > 0; fault -= 1) {
        await progress(randomInt(1, 10));
        await disturb();
      }
      await progress(randomInt(1, 20));
      await sleep(randomInt(20));
      process.kill(server.pid, "SIGKILL");
      await stories;
      await quiet();

      expect(await halfApplied(store)).toEqual({});
      const stored = await storedAnswers();
      for (const { input, output } of acknowledged) expect(stored.get(input.idempotencyKey)).toEqual(output);
    }

    const last = await connect();
    await Promise.all(open.map((story) => story.tell(last, acknowledge)));
    for (const call of acknowledged) expect(await insist(last, call, store)).toEqual(call.output);
    expect(await halfApplied(store)).toEqual({});
    const accounts = await store.query("SELECT FROM cs.accounts WHERE version = 3");
    expect(accounts).toHaveLength(storiesBegun);
    expect(acknowledged).toHaveLength(5 * storiesBegun);
    expect(await storedAnswers()).toHaveProperty("size", 5 * storiesBegun);

    // What a killed server had taken to deliver is free again after a minute.
    const undelivered = "SELECT FROM cs.outbox WHERE state <> 'delivered'";
    await until(async () => (await store.query(undelivered)).length === 0);
    const told = await store.query<{ id: string }>(
      'SELECT outbox_id AS id FROM cs.outbox ORDER BY outbox_id COLLATE "C"',
    );
    expect(told).toHaveLength(storiesBegun);
    expect(await heard()).toEqual(told.map(({ id }) => id));
  });
});

/** Waits until PostgreSQL has noticed that the server is gone, and ended what it was doing for it. */
async function quiet(): Promise<void> {
  await until(() => proxy.counts.open === 0);
  const running = `
    SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'`;
  await until(async () => (await store.query(running)).length === 0);
}
