import { useFakeMixpanel } from "@cs/testing";
import { expect, it } from "vitest";
import { createMixpanel, type RemoteEvent } from "../src/mixpanel/index.ts";
import { describeContract } from "./prism.ts";
import { usePrismProxy } from "./prism-proxy.ts";

describeContract("the Mixpanel of tests exports as Mixpanel's description says", () => {
  const fake = useFakeMixpanel();
  const proxy = usePrismProxy("mixpanel/export.patched.json", () => fake.url);

  it("events of some days, of some names", async () => {
    const time = Date.parse("2026-01-02T03:04:05.678Z");
    for (const event of ["Report viewed", "Exported"]) {
      fake.events.push({ event, properties: { time, distinct_id: "usr_1", $insert_id: event } });
    }
    const { MIXPANEL_PROJECT_ID: projectId = "", MIXPANEL_SERVICE_ACCOUNT: username = "" } = fake.settings;
    const serviceAccount = { projectId, username, secret: fake.settings["MIXPANEL_SERVICE_SECRET"] ?? "" };
    const mixpanel = createMixpanel({ baseUrl: proxy.url, serviceAccount, firstRetryMs: 1 });
    const exported = mixpanel.exportEvents({ from: "2026-01-01", to: "2026-01-31", names: ["Exported"] });
    if (exported.outcome !== "done") throw new Error(exported.outcome);
    const events: RemoteEvent[] = [];
    for await (const event of exported.value) events.push(event);
    expect(events).toEqual([
      {
        ...{ name: "Exported", insertId: "Exported", distinctId: "usr_1", properties: {} },
        occurredAt: "2026-01-02T03:04:05.678Z",
      },
    ]);
    expect(proxy.violations).toEqual([]);
    await mixpanel.close();
  });
});
