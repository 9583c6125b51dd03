import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { useWorkbench } from "@cs/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const bench = useWorkbench();
const token = "t0ken-of-ada";

/** As Zendesk answers `GET /api/v2/users/me`. */
const server = createServer((request, response) => {
  const accepted = `Basic ${Buffer.from(`ada@example.com/token:${token}`).toString("base64")}`;
  const isAda = request.url === "/api/v2/users/me" && request.headers.authorization === accepted;
  const body = isAda ? { user: { id: 7, name: "Ada", email: "ada@example.com", role: "admin" } } : { error: "no" };
  response.writeHead(isAda ? 200 : 401, { "content-type": "application/json" }).end(JSON.stringify(body));
});
let settings: Record<string, string>;
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
  });

  it("says as whom the vendor knows the credentials", async () => {
    const { code, stdout } = await bench.run("cs", ["test-connection", "zendesk", "--json"], settings);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      vendors: [{ vendor: "zendesk", state: "ok", detail: "as Ada <ada@example.com> (admin)" }],
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
    ["a key without a sender", { SENDGRID_API_KEY: "SG.x" }, "SENDGRID_FROM_EMAIL"],
    ["an address in the clear", { ZENDESK_BASE_URL: "http://example.com" }, "ZENDESK_BASE_URL"],
  ])("refuses %s and names the setting", async (_, environment, field) => {
    const { code, stderr } = await bench.run("cs", ["test-connection"], environment);
    expect(code).toBe(1);
    expect(stderr).toContain(field);
  });

  it("refuses a vendor that there is not", async () => {
    const { code, stderr } = await bench.run("cs", ["test-connection", "zendsk"], {});
    expect(code).not.toBe(0);
    expect(stderr).toContain("Allowed choices are sendgrid, zendesk");
  });
});
