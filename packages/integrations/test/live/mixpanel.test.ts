import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createMixpanel, type Mixpanel, type RemoteEvent } from "../../src/mixpanel/index.ts";
import { describeLive } from "./describe-live.ts";

const names = ["MIXPANEL_PROJECT_ID", "MIXPANEL_SERVICE_ACCOUNT", "MIXPANEL_SERVICE_SECRET"] as const;

/** Mixpanel exports what it took within some minutes; it may be asked 60 times an hour. */
const tries = 20;
const pauseMs = 15_000;

describeLive("Mixpanel", names, (settings) => {
  let mixpanel: Mixpanel;
  beforeAll(() => {
    const region = process.env["MIXPANEL_REGION"];
    mixpanel = createMixpanel({
      region: region === "eu" || region === "in" ? region : "us",
      serviceAccount: {
        projectId: settings.MIXPANEL_PROJECT_ID,
        username: settings.MIXPANEL_SERVICE_ACCOUNT,
        secret: settings.MIXPANEL_SERVICE_SECRET,
      },
    });
  });
  afterAll(() => mixpanel.close());

  it("takes an event once and exports it with its id, time and group", { timeout: 2 * tries * pauseMs }, async () => {
    expect(await mixpanel.whoAmI()).toMatchObject({ value: { projectId: settings.MIXPANEL_PROJECT_ID } });
    const occurredAt = new Date(Date.now() - 60_000).toISOString();
    const idempotencyKey = `live-test-${randomUUID()}`;
    const event = { name: "Live test", distinctId: idempotencyKey, occurredAt, idempotencyKey };
    const tracked = [1, 2].map(() => mixpanel.trackEvent({ ...event, properties: { company_id: "live-test" } }));
    const [first] = tracked;
    if (first?.outcome !== "done" || !first.value.buffered) throw new Error("the event does not wait");
    expect(await mixpanel.flush()).toMatchObject({ value: { refused: 0, waiting: 0 } });
    const day = occurredAt.slice(0, 10);
    const found = await exported({ day, distinctId: event.distinctId });
    expect(found).toMatchObject([
      { name: "Live test", insertId: first.value.insertId, occurredAt, properties: { company_id: "live-test" } },
    ]);
  });

  async function exported({ day, distinctId }: { readonly day: string; readonly distinctId: string }) {
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const events = mixpanel.exportEvents({ from: day, to: day, names: ["Live test"] });
      if (events.outcome !== "done") throw new Error(events.outcome);
      const found: RemoteEvent[] = [];
      for await (const event of events.value) if (event.distinctId === distinctId) found.push(event);
      if (found.length > 0) return found;
      await sleep(pauseMs);
    }
    return [];
  }
});
