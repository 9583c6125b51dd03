import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createMixpanel, type LostEvent, type Mixpanel, type RemoteEvent } from "../src/mixpanel/index.ts";
import { type FakeMixpanel, fakeAccount, fakeToken, openFakeMixpanel } from "./fakes/mixpanel.ts";
import { describeContract, usePrism } from "./prism.ts";
import { usePrismProxy } from "./prism-proxy.ts";

const descriptions = {
  ingestion: "mixpanel/ingestion.patched.json",
  query: "mixpanel/query.patched.json",
  export: "mixpanel/export.patched.json",
} as const;
type Interface = keyof typeof descriptions;

const withAccount = { serviceAccount: fakeAccount, projectToken: fakeToken };
const withToken = { projectToken: fakeToken };
const failures = {
  401: "unauthorised",
  403: "forbidden",
  429: "rate_limited",
} as const;

const event = {
  name: "report_viewed",
  distinctId: "usr_1",
  properties: { report: "health", seats: 3 },
  occurredAt: "2026-01-02T03:04:05.678Z",
} as const;
const january = { from: "2026-01-01", to: "2026-01-31" } as const;

const trackAndFlush = async (to: Mixpanel) => {
  to.trackEvent(event);
  return to.flush();
};
const readExport = async (to: Mixpanel) => {
  const result = to.exportEvents({ ...january, names: ["report_viewed"], where: 'properties["seats"] > 1' });
  if (result.outcome !== "done") return result;
  const value: RemoteEvent[] = [];
  for await (const each of result.value) value.push(each);
  return { ...result, value };
};

/** With the errors that the description has for each. */
const methods: readonly [
  name: string,
  of: Interface,
  options: Parameters<typeof createMixpanel>[0],
  send: (to: Mixpanel) => Promise<unknown>,
  errors: (keyof typeof failures)[],
][] = [
  ["whoAmI", "ingestion", withAccount, (to) => to.whoAmI(), [401]],
  ["trackEvent and flush, with a service account", "ingestion", withAccount, trackAndFlush, [401, 429]],
  ["trackEvent and flush, with a token", "ingestion", withToken, trackAndFlush, [401, 403]],
  ["setProfile", "ingestion", withToken, (to) => to.setProfile("usr_1", { plan: "pro", seats: 3 }), [401, 403]],
  ["increment", "ingestion", withToken, (to) => to.increment("usr_1", { logins: 1 }), [401, 403]],
  ["getEvents", "query", withAccount, (to) => to.getEvents({ ...january, distinctIds: ["usr_1", "usr 2"] }), []],
  ["exportEvents", "export", withAccount, readExport, []],
];

describeContract("Mixpanel's descriptions", () => {
  const prisms = {
    ingestion: usePrism(descriptions.ingestion),
    query: usePrism(descriptions.query),
    export: usePrism(descriptions.export),
  };

  describe.each(methods)("%s", (_, of, options, send, errors) => {
    const connect = () => createMixpanel({ ...options, baseUrl: prisms[of].url, firstRetryMs: 1 });

    it("sends what Mixpanel takes and reads what it gives", async () => {
      const mixpanel = connect();
      expect(await send(mixpanel)).toMatchObject({ outcome: "done" });
      expect(prisms[of].violations).toEqual([]);
      await mixpanel.close();
    });

    it.each(errors)("reads the error %i", async (status) => {
      prisms[of].code = status;
      const mixpanel = connect();
      await expect(send(mixpanel)).rejects.toMatchObject({ vendor: "mixpanel", status, failure: failures[status] });
      await mixpanel.close();
      expect(prisms[of].violations).toEqual([]);
    });
  });

  it("reads the example of a partial success: the others of the batch were taken", async () => {
    prisms.ingestion.code = 400;
    const lost: LostEvent[] = [];
    const mixpanel = createMixpanel({
      ...withAccount,
      baseUrl: prisms.ingestion.url,
      onLost: (events) => lost.push(...events),
    });
    for (let index = 0; index < 3; index += 1) mixpanel.trackEvent(event);
    expect(await mixpanel.flush()).toMatchObject({ value: { taken: 2, refused: 1, waiting: 0 } });
    expect(lost).toMatchObject([{ name: "report_viewed", reason: expect.stringContaining("properties.time") }]);
  });

  it("gives up a batch that is said to be too large", async () => {
    prisms.ingestion.code = 413;
    const mixpanel = createMixpanel({ ...withAccount, baseUrl: prisms.ingestion.url });
    mixpanel.trackEvent(event);
    expect(await mixpanel.flush()).toMatchObject({ value: { taken: 0, refused: 1, waiting: 0 } });
    await mixpanel.close();
  });

  it("reads the events of the examples", async () => {
    const activity = await createMixpanel({ ...withAccount, baseUrl: prisms.query.url }).getEvents({
      ...january,
      distinctIds: ["x"],
    });
    expect(activity).toMatchObject({
      value: [
        { name: "Game Played", distinctId: expect.stringMatching(/^12a34/), occurredAt: "2020-09-08T18:24:13.000Z" },
        { name: "Viewed Page", distinctId: expect.stringMatching(/^12a34/), properties: { $city: "Austin" } },
      ],
    });
    const exported = await readExport(createMixpanel({ ...withAccount, baseUrl: prisms.export.url }));
    expect(exported).toMatchObject({
      value: [
        { name: "Signed up", insertId: "hpuDqcvpltpCjBsebtxwadtEBDnFAdycabFb", occurredAt: "2020-10-13T17:48:31.000Z" },
        { name: "Signed up", properties: { mp_processing_time_ms: 1602801521561 } },
      ],
    });
  });
});

describeContract("The fake Mixpanel behind its descriptions", () => {
  let fake: FakeMixpanel;
  beforeAll(async () => {
    fake = await openFakeMixpanel();
  });
  const proxies = {
    ingestion: usePrismProxy(descriptions.ingestion, () => fake.url),
    query: usePrismProxy(descriptions.query, () => fake.url),
    export: usePrismProxy(descriptions.export, () => fake.url),
  };
  afterAll(() => fake.close());
  beforeEach(() => {
    fake.events.clear();
    fake.profiles.clear();
  });
  const connect = (of: Interface, options: Parameters<typeof createMixpanel>[0] = withAccount) =>
    createMixpanel({ ...options, baseUrl: proxies[of].url, firstRetryMs: 1 });

  it.each(methods)("%s", async (_, of, options, send) => {
    const mixpanel = connect(of, options);
    expect(await send(mixpanel)).toMatchObject({ outcome: "done" });
    expect(proxies[of].violations).toEqual([]);
    await mixpanel.close();
  });

  it("refuses what is wrong in a batch and takes the rest", async () => {
    const mixpanel = connect("ingestion");
    for (const distinctId of ["usr_1", "null", "usr_2"]) mixpanel.trackEvent({ ...event, distinctId });
    expect(await mixpanel.flush()).toMatchObject({ value: { taken: 2, refused: 1 } });
    expect(proxies.ingestion.violations).toEqual([]);
    expect(fake.events.size).toBe(2);
  });

  it("gives back what was tracked, of users and of all", async () => {
    const mixpanel = connect("ingestion");
    for (const distinctId of ["usr_1", "usr_2"]) mixpanel.trackEvent({ ...event, distinctId });
    await mixpanel.flush();
    expect(await connect("query").getEvents({ ...january, distinctIds: ["usr_2"] })).toMatchObject({
      value: [{ name: "report_viewed", distinctId: "usr_2", occurredAt: "2026-01-02T03:04:05.000Z" }],
    });
    expect(await readExport(connect("export"))).toMatchObject({
      value: [{ distinctId: "usr_1" }, { distinctId: "usr_2", occurredAt: event.occurredAt, properties: { seats: 3 } }],
    });
    expect([...proxies.query.violations, ...proxies.export.violations]).toEqual([]);
  });

  it("does not let a wrong secret in", async () => {
    const mixpanel = connect("ingestion", { serviceAccount: { ...fakeAccount, secret: "other" } });
    await expect(mixpanel.whoAmI()).rejects.toMatchObject({ failure: "unauthorised" });
    expect(proxies.ingestion.violations).toEqual([]);
  });
});
