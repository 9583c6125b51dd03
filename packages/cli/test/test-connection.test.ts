import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { useWorkbench } from "@cs/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const bench = useWorkbench();
const token = "t0ken-of-ada";

const ada = { id: 7, name: "Ada", email: "ada@example.com" };
const basic = (credentials: string) => `Basic ${Buffer.from(credentials).toString("base64")}`;

/** What each vendor answers who asks whose credentials these are, by path and credentials. */
const known: Readonly<Record<string, object>> = {
  [`/api/v2/users/me ${basic(`ada@example.com/token:${token}`)}`]: { user: { ...ada, role: "admin" } },
  [`/me Bearer ${token}`]: { ...ada, type: "admin", app: { type: "app", name: "Example", region: "EU" } },
  [`/lookup-tables?project_id=4711 ${basic(`product.4711:${token}`)}`]: { code: 200, status: "OK", results: [] },
};
const server = createServer((request, response) => {
  const body = known[`${request.url} ${request.headers.authorization}`];
  response.writeHead(body ? 200 : 401, { "content-type": "application/json" }).end(JSON.stringify(body ?? {}));
});
let settings: Record<string, string>;
let intercomSettings: Record<string, string>;
let mixpanelSettings: Record<string, string>;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  settings = {
    ZENDESK_SUBDOMAIN: "example",
    ZENDESK_EMAIL: "ada@example.com",
    ZENDESK_API_TOKEN: token,
    ZENDESK_BASE_URL: `http://127.0.0.1:${port}`,
  };
  intercomSettings = {
    INTERCOM_ACCESS_TOKEN: token,
    INTERCOM_ADMIN_ID: "7",
    INTERCOM_BASE_URL: `http://127.0.0.1:${port}`,
  };
  mixpanelSettings = {
    MIXPANEL_PROJECT_ID: "4711",
    MIXPANEL_SERVICE_ACCOUNT: "product.4711",
    MIXPANEL_SERVICE_SECRET: token,
    MIXPANEL_BASE_URL: `http://127.0.0.1:${port}`,
  };
});
afterAll(() => void server.close());

/** As SendGrid answers `GET /v3/scopes`. */
const sendgrid = createServer((request, response) => {
  const scopes = { "Bearer SG.mail": ["mail.send", "templates.read"], "Bearer SG.read": ["templates.read"] };
  const found = Object.entries(scopes).find(([accepted]) => accepted === request.headers.authorization)?.[1];
  const [status, body] =
    request.url === "/v3/scopes" && found ? [200, { scopes: found }] : [401, { errors: [{ message: "no" }] }];
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
});
let sendgridSettings: Record<string, string>;
beforeAll(async () => {
  sendgrid.listen(0, "127.0.0.1");
  await once(sendgrid, "listening");
  const { port } = sendgrid.address() as AddressInfo;
  sendgridSettings = { SENDGRID_FROM_EMAIL: "team@example.com", SENDGRID_BASE_URL: `http://127.0.0.1:${port}` };
});
afterAll(() => void sendgrid.close());

describe("cs test-connection", () => {
  it("says that a vendor is not configured, and how to change that, and does not fail", async () => {
    const { code, stdout } = await bench.run("cs", ["test-connection"], {});
    expect(code).toBe(0);
    expect(stdout).toMatch(/zendesk +not configured +Set ZENDESK_SUBDOMAIN to use it\./);
    expect(stdout).toMatch(/intercom +not configured +Set INTERCOM_ACCESS_TOKEN to use it\./);
    expect(stdout).toMatch(/mixpanel +not configured +Set MIXPANEL_SERVICE_ACCOUNT to use it\./);
  });

  it("says as whom the vendor knows the credentials", async () => {
    const { code, stdout } = await bench.run("cs", ["test-connection", "zendesk", "--json"], settings);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      vendors: [{ vendor: "zendesk", state: "ok", detail: "as Ada <ada@example.com> (admin)" }],
    });
  });

  it("says for which workspace Intercom knows the token", async () => {
    const { code, stdout } = await bench.run("cs", ["test-connection", "intercom", "--json"], intercomSettings);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      vendors: [{ vendor: "intercom", state: "ok", detail: "as Ada <ada@example.com> (Example, EU)" }],
    });
  });

  it("says for which project Mixpanel knows the service account", async () => {
    const { code, stdout } = await bench.run("cs", ["test-connection", "mixpanel", "--json"], mixpanelSettings);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      vendors: [{ vendor: "mixpanel", state: "ok", detail: "as product.4711 (project 4711)" }],
    });
  });

  it("fails when they are not accepted, logs a line for the call, and never shows them", async () => {
    const wrong = { ...settings, ZENDESK_API_TOKEN: "wr0ng", LOG_LEVEL: "info" };
    const { code, stdout, stderr } = await bench.run("cs", ["test-connection"], wrong);
    expect(code).toBe(1);
    expect(stdout).toMatch(/zendesk +failed +zendesk whoAmI: the credentials are not accepted \(HTTP 401\)\./);
    expect(stderr).toContain('"operation":"whoAmI","outcome":"unauthorised","status":401,"attempts":1');
    expect(stdout + stderr).not.toMatch(/wr0ng|d3IwbmcK|Basic/);
  });

  it("says whether SendGrid's key may send e-mails", async () => {
    const run = (key: string) =>
      bench.run("cs", ["test-connection", "sendgrid", "--json"], { ...sendgridSettings, SENDGRID_API_KEY: key });
    const [mail, read, wrong] = await Promise.all([run("SG.mail"), run("SG.read"), run("SG.wr0ng")]);
    expect([mail.code, read.code, wrong.code]).toEqual([0, 1, 1]);
    expect(JSON.parse(mail.stdout).vendors).toEqual([
      { vendor: "sendgrid", state: "ok", detail: "as an API key that may send e-mails (2 scopes)" },
    ]);
    expect(JSON.parse(read.stdout).vendors).toEqual([
      {
        vendor: "sendgrid",
        state: "failed",
        detail: "The API key may not send e-mails. Give it the scope mail.send at SendGrid.",
      },
    ]);
    expect(JSON.parse(wrong.stdout).vendors).toMatchObject([{ state: "failed" }]);
    expect(wrong.stdout + wrong.stderr).not.toContain("wr0ng");
  });

  it.each([
    ["half a configuration", { ZENDESK_SUBDOMAIN: "example" }, "ZENDESK_CLIENT_ID"],
    ["half a pair", { ZENDESK_SUBDOMAIN: "example", ZENDESK_EMAIL: "a@example.com" }, "ZENDESK_API_TOKEN"],
    ["credentials without a place", { ZENDESK_CLIENT_ID: "x", ZENDESK_CLIENT_SECRET: "y" }, "ZENDESK_SUBDOMAIN"],
    ["a token without an admin", { INTERCOM_ACCESS_TOKEN: "x" }, "INTERCOM_ADMIN_ID"],
    ["a key without a sender", { SENDGRID_API_KEY: "SG.x" }, "SENDGRID_FROM_EMAIL"],
    ["an account without a project", { MIXPANEL_SERVICE_ACCOUNT: "x" }, "MIXPANEL_PROJECT_ID"],
    ["an address in the clear", { ZENDESK_BASE_URL: "http://example.com" }, "ZENDESK_BASE_URL"],
  ])("refuses %s and names the setting", async (_, environment, field) => {
    const { code, stderr } = await bench.run("cs", ["test-connection"], environment);
    expect(code).toBe(1);
    expect(stderr).toContain(field);
  });

  it("refuses a vendor that there is not", async () => {
    const { code, stderr } = await bench.run("cs", ["test-connection", "zendsk"], {});
    expect(code).not.toBe(0);
    expect(stderr).toContain("Allowed choices are intercom, mixpanel, sendgrid, zendesk");
  });
});
