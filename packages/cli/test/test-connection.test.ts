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
  [`/lookup-tables?project_id=4711 ${basic(`product.4711:${token}`)}`]: { code: 200, status: "OK", results: [] },
};
const server = createServer((request, response) => {
  const body = known[`${request.url} ${request.headers.authorization}`];
  response.writeHead(body ? 200 : 401, { "content-type": "application/json" }).end(JSON.stringify(body ?? {}));
});
let settings: Record<string, string>;
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
  mixpanelSettings = {
    MIXPANEL_PROJECT_ID: "4711",
    MIXPANEL_SERVICE_ACCOUNT: "product.4711",
    MIXPANEL_SERVICE_SECRET: token,
    MIXPANEL_BASE_URL: `http://127.0.0.1:${port}`,
  };
});
afterAll(() => void server.close());

describe("cs test-connection", () => {
  it("says that a vendor is not configured, and how to change that, and does not fail", async () => {
    const { code, stdout } = await bench.run("cs", ["test-connection"], {});
    expect(code).toBe(0);
    expect(stdout).toMatch(/zendesk +not configured +Set ZENDESK_SUBDOMAIN to use it\./);
    expect(stdout).toMatch(/mixpanel +not configured +Set MIXPANEL_SERVICE_ACCOUNT to use it\./);
  });

  it("says as whom the vendor knows the credentials", async () => {
    const { code, stdout } = await bench.run("cs", ["test-connection", "zendesk", "--json"], settings);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      vendors: [{ vendor: "zendesk", state: "ok", detail: "as Ada <ada@example.com> (admin)" }],
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

  it.each([
    ["half a configuration", { ZENDESK_SUBDOMAIN: "example" }, "ZENDESK_CLIENT_ID"],
    ["half a pair", { ZENDESK_SUBDOMAIN: "example", ZENDESK_EMAIL: "a@example.com" }, "ZENDESK_API_TOKEN"],
    ["credentials without a place", { ZENDESK_CLIENT_ID: "x", ZENDESK_CLIENT_SECRET: "y" }, "ZENDESK_SUBDOMAIN"],
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
    expect(stderr).toContain("Allowed choices are zendesk");
  });
});
