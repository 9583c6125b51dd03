import { createSign, generateKeyPairSync } from "node:crypto";
import { useTestStore } from "@cs/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openHttp } from "./fixtures.ts";
import { sendRaw } from "./raw-http.ts";

const store = useTestStore();
const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
let endpoint: Awaited<ReturnType<typeof openHttp>>;
let url: string;

beforeAll(async () => {
  endpoint = await openHttp(store, {
    SENDGRID_API_KEY: "SG.test",
    SENDGRID_FROM_EMAIL: "success@vendor.example",
    SENDGRID_WEBHOOK_PUBLIC_KEY: publicKey.export({ format: "der", type: "spki" }).toString("base64"),
  });
  url = new URL("/webhooks/sendgrid", endpoint.url).href;
});
afterAll(() => endpoint.close());

/** The headers with which SendGrid sends a body now. */
function signed(body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createSign("sha256").update(timestamp).update(body).sign(privateKey, "base64");
  return {
    "content-type": "application/json",
    "x-twilio-email-event-webhook-signature": signature,
    "x-twilio-email-event-webhook-timestamp": timestamp,
  };
}

it("a signed bounce suppresses its address, once, and an unsigned one does nothing", async () => {
  const body = JSON.stringify([
    { event: "bounce", type: "bounce", email: "Gone@a.example", sg_event_id: "e-1", timestamp: 1_719_741_600 },
  ]);
  const suppressions = () => store.query("SELECT address, reason, source FROM cs.suppressions");
  const forged = { ...signed("[]"), "content-type": "application/json" };
  expect(await sendRaw(url, { body, headers: forged })).toMatchObject({ status: 401 });
  expect(await suppressions()).toEqual([]);
  expect(await sendRaw(url, { body, headers: signed(body) })).toMatchObject({
    status: 200,
    body: '{"status":"taken"}',
  });
  expect(await sendRaw(url, { body, headers: signed(body) })).toMatchObject({ body: '{"status":"repeated"}' });
  expect(await suppressions()).toEqual([{ address: "gone@a.example", reason: "bounce", source: "sendgrid" }]);
});
