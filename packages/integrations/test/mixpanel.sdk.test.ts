import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import SdkOfMixpanel from "mixpanel";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bodyOf, connect, lineOf, received } from "./connect-mixpanel.ts";
import { fakeToken } from "./fakes/mixpanel.ts";
import { openFaultServer } from "./fault-server.ts";

type Sdk = ReturnType<typeof SdkOfMixpanel.init>;

/** Where Mixpanel's own SDK sends what, once its form is read: `data` holds JSON in Base64. */
async function sentBySdk(call: (sdk: Sdk, done: () => void) => void) {
  const sent: { path: string; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "", "http://x");
    const form = new URLSearchParams(await text(request));
    const data = form.get("data") ?? url.searchParams.get("data") ?? "";
    // The SDK leaves the `+` of Base64 as it is, which a form reads as a blank.
    const body: unknown = JSON.parse(Buffer.from(data.replaceAll(" ", "+"), "base64").toString());
    sent.push({ path: url.pathname, body: Array.isArray(body) ? body : [body] });
    response.end('{"status":1,"error":null}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const host = { host: "127.0.0.1", port, protocol: "http", keepAlive: false, verbose: true };
  const sdk = SdkOfMixpanel.init(fakeToken, host as Parameters<typeof SdkOfMixpanel.init>[1]);
  await new Promise<void>((done) => call(sdk, done));
  server.closeAllConnections();
  server.close();
  return sent;
}

async function sentByUs(call: (ours: ReturnType<typeof connect>) => unknown) {
  const server = await openFaultServer(received);
  const ours = connect(server.url, { serviceAccount: undefined });
  await call(ours);
  await ours.close();
  return server.requests.map((request) => ({
    path: new URL(lineOf(request)?.split(" ")[1] ?? "", "http://x").pathname,
    body: bodyOf(request),
  }));
}

// The SDK would send through a proxy of the environment.
beforeEach(() => {
  vi.stubEnv("HTTPS_PROXY", "");
  vi.stubEnv("HTTP_PROXY", "");
});
afterEach(() => void vi.unstubAllEnvs());

const at = "2026-01-02T03:04:05.678Z";

describe("what Mixpanel's own SDK sends", () => {
  it("for events is what is sent here", async () => {
    const tracked = ["usr_1", "usr_2"].map((distinctId) => ({
      name: "report_viewed",
      distinctId,
      properties: { seats: 3 },
      occurredAt: at,
    }));
    const ids: string[] = [];
    const ours = await sentByUs((mixpanel) => {
      for (const event of tracked) {
        const result = mixpanel.trackEvent(event);
        if (result.outcome === "done" && result.value.buffered) ids.push(result.value.insertId);
      }
    });
    const events = tracked.map(({ name, distinctId, properties }, index) => ({
      event: name,
      properties: { ...properties, time: new Date(at), distinct_id: distinctId, $insert_id: ids[index] },
    }));
    const theirs = await sentBySdk((sdk, done) => sdk.track_batch(events, done));
    expect(ours).toEqual(theirs);
  });

  it("for a profile that is set is what is sent here", async () => {
    const ours = await sentByUs((mixpanel) => mixpanel.setProfile("usr_1", { plan: "pro", seats: 3 }));
    const theirs = await sentBySdk((sdk, done) => sdk.people.set("usr_1", { plan: "pro", seats: 3 }, done));
    expect(ours).toEqual(theirs);
  });

  it("for what is added to a profile is what is sent here", async () => {
    const ours = await sentByUs((mixpanel) => mixpanel.increment("usr_1", { logins: 1, credits: -2 }));
    const theirs = await sentBySdk((sdk, done) => sdk.people.increment("usr_1", { logins: 1, credits: -2 }, done));
    expect(ours).toEqual(theirs);
  });
});
