import { createMixpanel } from "@cs/integrations/mixpanel";
import type { RemoteUsage } from "@cs/services";
import { type FakeEvent, useFakeMixpanel } from "@cs/testing";
import { beforeEach, describe, expect, it } from "vitest";
import { type MixpanelUsageOptions, mixpanelUsage } from "../src/integrations/mixpanel-usage.ts";

const fake = useFakeMixpanel();
const time = Date.parse("2024-06-03T10:00:00.250Z");
const waits: object[] = [];

beforeEach(() => {
  fake.events.length = 0;
  fake.exports.length = 0;
  waits.length = 0;
});

function sent(event: string, properties: object = {}): FakeEvent {
  return { event, properties: { time, distinct_id: "usr_1", $insert_id: `id-${event}`, ...properties } };
}

async function all(events: AsyncIterable<RemoteUsage>): Promise<RemoteUsage[]> {
  const given: RemoteUsage[] = [];
  for await (const event of events) given.push(event);
  return given;
}

async function read(options: Partial<MixpanelUsageOptions> = {}, signal?: AbortSignal): Promise<RemoteUsage[]> {
  const { MIXPANEL_PROJECT_ID: projectId = "", MIXPANEL_SERVICE_ACCOUNT: username = "" } = fake.settings;
  const serviceAccount = { projectId, username, secret: fake.settings["MIXPANEL_SERVICE_SECRET"] ?? "" };
  const mixpanel = createMixpanel({ baseUrl: fake.url, serviceAccount, firstRetryMs: 1 });
  const source = mixpanelUsage(mixpanel, {
    ...{ accountProperty: "company_id", events: null, timeZone: "UTC", waitMs: 5 },
    log: { warn: (details: object) => void waits.push(details) },
    ...options,
  });
  try {
    return await all(source.events({ from: "2024-06-01", to: "2024-06-30", signal }));
  } finally {
    await mixpanel.close();
  }
}

describe("an event of Mixpanel", () => {
  it("is use of the feature of its name, at its time, by its user, of the account that its property names", async () => {
    fake.events.push(sent("Report viewed", { company_id: " acme ", plan: "pro" }));
    expect(await read()).toEqual([
      {
        ...{ id: "id-Report viewed", feature: "Report viewed", shownAt: "2024-06-03T10:00:00.250Z", user: "usr_1" },
        ...{ organizations: ["acme"], email: null },
      },
    ]);
  });

  it.each([
    ["a list", ["acme", "beta", "", null], ["acme", "beta"]],
    ["a number", 17, ["17"]],
    ["an empty list", [], []],
    ["nothing", undefined, []],
    ["null", null, []],
    ["something else", { id: "acme" }, []],
  ])("may name its account by %s", async (_, account, organizations) => {
    fake.events.push(sent("Report viewed", { company_id: "other", account }));
    expect(await read({ accountProperty: "account" })).toMatchObject([{ organizations }]);
  });

  it.each([
    ["an address is a user and an address", "Ada@one.example", "Ada@one.example", "Ada@one.example"],
    ["a device is no user", "$device:0b7d", null, null],
    ["a number is a user", 17, "17", null],
  ])("of whom %s", async (_, distinctId, user, email) => {
    fake.events.push(sent("Report viewed", { distinct_id: distinctId }));
    expect(await read()).toMatchObject([{ user, email }]);
  });

  it("may have a number as its id", async () => {
    fake.events.push(sent("Report viewed", { $insert_id: 4711 }), sent("Exported", { $insert_id: null }));
    expect((await read()).map(({ id }) => id)).toEqual(["4711", null]);
  });

  it("does not count when Mixpanel sent it itself, unless it is named", async () => {
    fake.events.push(
      ...["Report viewed", "$mp_web_page_view", "$identify", "mp_session", "Exported"].map((name) => sent(name)),
    );
    expect((await read()).map(({ feature }) => feature)).toEqual(["Report viewed", "Exported"]);
    const named = await read({ events: ["Exported", "$mp_web_page_view"] });
    expect(named.map(({ feature }) => feature)).toEqual(["$mp_web_page_view", "Exported"]);
  });
});

describe("a Mixpanel that was asked too often", () => {
  it("is left alone as long as it says, or for a while when it does not", async () => {
    fake.events.push(sent("Report viewed"));
    // Four of one call and its repeats, which wait by themselves, then four of the next.
    fake.refusals.push(0.01, 0.01, 0.01, 0.01, null, null, null, null);
    expect(await read()).toHaveLength(1);
    expect(waits).toHaveLength(2);
    expect(fake.exports).toEqual(["2024-06-01..2024-06-30"]);
  });

  it("is not waited for longer than an hour", async () => {
    fake.refusals.push(3601);
    await expect(read()).rejects.toMatchObject({ failure: "rate_limited", retryAfterMs: 3_601_000 });
    expect(waits).toEqual([]);
  });

  it("is not waited for any longer once the reading is to end", async () => {
    const stop = new AbortController();
    fake.refusals.push(1200);
    const log = { warn: () => stop.abort(new Error("stopped")) };
    await expect(read({ log }, stop.signal)).rejects.toThrow(/abort|stopped/);
  });
});

it("a Mixpanel without a service account says what to set", async () => {
  const mixpanel = createMixpanel({ projectToken: "t0ken" });
  const options = { accountProperty: "company_id", events: null, timeZone: "UTC", log: { warn() {} } };
  const events = mixpanelUsage(mixpanel, options).events({ from: "2024-06-01", to: "2024-06-01", signal: undefined });
  await expect(all(events)).rejects.toMatchObject({ field: "MIXPANEL_SERVICE_ACCOUNT" });
  await mixpanel.close();
});
