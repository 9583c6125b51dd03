import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mixpanelHosts } from "../src/mixpanel/hosts.ts";
import { createMixpanel, type Mixpanel } from "../src/mixpanel/index.ts";
import { connect, event, imported, received } from "./connect-mixpanel.ts";
import { type FakeMixpanel, fakeAccount, fakeToken, openFakeMixpanel } from "./fakes/mixpanel.ts";
import { answer, openFaultServer } from "./fault-server.ts";
import { faults } from "./faults.ts";

const january = { from: "2026-01-01", to: "2026-01-31" } as const;
const notConfigured = { outcome: "not_configured", vendor: "mixpanel" };

describe("without options", () => {
  const reads: readonly [string, (to: Mixpanel) => unknown][] = [
    ["whoAmI", (to) => to.whoAmI()],
    ["getEvents", (to) => to.getEvents({ ...january, distinctIds: ["usr_1"] })],
    ["exportEvents", (to) => to.exportEvents(january)],
  ];
  const profiles: readonly [string, (to: Mixpanel) => unknown][] = [
    ["setProfile", (to) => to.setProfile("usr_1", { plan: "pro" })],
    ["increment", (to) => to.increment("usr_1", { logins: 1 })],
  ];
  const events: readonly [string, (to: Mixpanel) => unknown][] = [
    ["trackEvent", (to) => to.trackEvent(event)],
    ["flush", (to) => to.flush()],
  ];

  it.each([...reads, ...profiles, ...events])("%s says that there is no Mixpanel here", async (_, send) => {
    expect(await send(createMixpanel())).toEqual(notConfigured);
  });

  it.each(reads)("%s needs a service account", async (_, send) => {
    expect(await send(createMixpanel({ projectToken: fakeToken }))).toEqual(notConfigured);
  });

  it.each(profiles)("%s needs a project token", async (_, send) => {
    expect(await send(createMixpanel({ serviceAccount: fakeAccount }))).toEqual(notConfigured);
  });
});

describe.each(faults)("a Mixpanel that %s", (_, reply, failure) => {
  it("is asked again for a profile that is set", async () => {
    const server = await openFaultServer(reply, received);
    expect(await connect(server.url).setProfile("usr_1", { plan: "pro" })).toMatchObject({ outcome: "done" });
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]).toBe(server.requests[0]);
  });

  it("is never asked again for what it adds, which would count twice", async () => {
    const server = await openFaultServer(reply, received);
    const adding = connect(server.url).increment("usr_1", { logins: 1 });
    await expect(adding).rejects.toMatchObject({ failure, mayHaveHappened: true });
    expect(server.requests).toHaveLength(1);
  });

  it("keeps events waiting, which are sent later as they were", async () => {
    const server = await openFaultServer(reply, reply, reply, reply, imported);
    const mixpanel = connect(server.url);
    mixpanel.trackEvent(event);
    await expect(mixpanel.flush()).rejects.toMatchObject({ failure });
    expect(await mixpanel.flush()).toMatchObject({ value: { taken: 1, waiting: 0 } });
    expect(new Set(server.requests)).toHaveProperty("size", 1);
  });
});

describe("a Mixpanel that does what it is asked and then breaks the connection", () => {
  let fake: FakeMixpanel;
  beforeAll(async () => {
    fake = await openFakeMixpanel();
  });
  afterAll(() => fake.close());

  it("has each event once, however often it came", async () => {
    fake.breaks = 2;
    const mixpanel = connect(fake.url);
    for (let index = 0; index < 120; index += 1) mixpanel.trackEvent({ ...event, properties: { index } });
    expect(await mixpanel.flush()).toMatchObject({ value: { taken: 120, refused: 0 } });
    expect(fake.batches).toEqual([50, 50, 50, 50, 20]);
    const found = [...fake.events.values()].map(({ properties }) => properties["index"]);
    expect(found).toEqual(Array.from({ length: 120 }, (_, index) => index));
    await mixpanel.close();
  });

  it("has added once, and the caller hears that it may have", async () => {
    fake.breaks = 1;
    const mixpanel = connect(fake.url);
    await expect(mixpanel.increment("usr_1", { logins: 1 })).rejects.toMatchObject({ mayHaveHappened: true });
    expect(fake.profiles.get("usr_1")).toEqual({ logins: 1 });
    await mixpanel.close();
  });
});

describe("events that are read", () => {
  const line = (properties: object) => `${JSON.stringify({ event: "x", properties })}\n`;

  it("have times in seconds or milliseconds, and users by either name", async () => {
    const body = [
      line({ time: 1_767_323_045, $distinct_id: "usr_1" }),
      line({ time: 1_767_323_045_678, distinct_id: 7 }),
      line({}),
    ].join("");
    const server = await openFaultServer(answer(200, body));
    const result = connect(server.url).exportEvents({ ...january, names: ["x", "y"] });
    if (result.outcome !== "done") throw new Error(result.outcome);
    const found: unknown[] = [];
    for await (const each of result.value) found.push(each);
    // By `date`.
    expect(found).toEqual([
      { name: "x", distinctId: "usr_1", occurredAt: "2026-01-02T03:04:05.000Z", insertId: null, properties: {} },
      { name: "x", distinctId: "7", occurredAt: "2026-01-02T03:04:05.678Z", insertId: null, properties: {} },
      { name: "x", distinctId: null, occurredAt: null, insertId: null, properties: {} },
    ]);
    const asked = new URL(server.requests[0]?.split(" ")[1] ?? "", "http://x");
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      project_id: "4711",
      from_date: "2026-01-01",
      to_date: "2026-01-31",
      event: '["x","y"]',
      time_in_ms: "true",
    });
  });

  it("never end without an error when the vendor stops early", async () => {
    const server = await openFaultServer(answer(200, `${line({ time: 1 })}terminated early\n`));
    const result = connect(server.url).exportEvents(january);
    if (result.outcome !== "done") throw new Error(result.outcome);
    const reading = (async () => {
      for await (const each of result.value) expect(each.name).toBe("x");
    })();
    await expect(reading).rejects.toMatchObject({ operation: "exportEvents", failure: "bad_answer" });
  });
});

it.each([
  ["us", "https://api.mixpanel.com", "https://mixpanel.com", "https://data.mixpanel.com"],
  ["eu", "https://api-eu.mixpanel.com", "https://eu.mixpanel.com", "https://data-eu.mixpanel.com"],
  ["in", "https://api-in.mixpanel.com", "https://in.mixpanel.com", "https://data-in.mixpanel.com"],
] as const)("a project in %s is asked at its hosts", (region, ingestion, query, data) => {
  expect(mixpanelHosts(region, undefined)).toEqual({ ingestion, query, export: data });
});
