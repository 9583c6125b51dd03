import { CsError } from "@cs/models";
import { createApiKey, ensureTenant } from "@cs/services";
import { useTestStore } from "@cs/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openHttp } from "./fixtures.ts";
import { initialize, toolCall } from "./json-rpc.ts";
import { messagesOf, openSession, post, sendRaw } from "./raw-http.ts";
import { audience, issuer, openKeySet, signToken } from "./tokens.ts";

const store = useTestStore();
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

async function open(settings: Readonly<Record<string, string>>) {
  const endpoint = await openHttp(store, settings);
  closing.push(() => endpoint.close());
  return endpoint;
}

describe("without authentication", () => {
  it("this machine may connect", async () => {
    const endpoint = await open({});
    expect(endpoint.open).toBe(true);
    expect(await post(endpoint.url, initialize(1))).toMatchObject({ status: 200 });
    const metadata = new URL("/.well-known/oauth-protected-resource", endpoint.url).href;
    expect(await sendRaw(metadata, { method: "GET" })).toMatchObject({ status: 404 });
  });

  it.each([
    ["HTTP_HOST", "0.0.0.0"],
    ["HTTP_HOST", "::"],
    ["HTTP_PUBLIC_URL", "https://cs.example/mcp"],
    ["HTTP_ALLOWED_HOSTS", "cs.example"],
    ["HTTP_TRUSTED_PROXIES", "1"],
  ])("a server for others does not start: %s=%s", async (name, value) => {
    const failure = await openHttp(store, { [name]: value }).catch((error: unknown) => error);
    expect(CsError.isInstance(failure)).toBe(true);
    expect(failure).toMatchObject({ code: "configuration", field: name, hint: expect.stringContaining("MCP_API_KEY") });
  });
});

describe("with a key set of an authorization server", () => {
  let keySet: Awaited<ReturnType<typeof openKeySet>>;
  const settings = () => ({
    JWT_JWKS_URL: keySet.url,
    JWT_ISSUER: issuer,
    JWT_AUDIENCE: audience,
    JWT_TENANT_CLAIM: "org",
    HTTP_PUBLIC_URL: audience,
  });
  beforeAll(async () => {
    keySet = await openKeySet();
    closing.push(() => keySet.close());
    for (const tenantId of ["north", "south"]) await ensureTenant(store.persistence, tenantId);
  });

  it("the metadata name it, at both places", async () => {
    const { localUrl } = await open(settings());
    for (const path of ["/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"]) {
      const response = await sendRaw(new URL(path, localUrl).href, { method: "GET" });
      expect(response.status).toBe(200);
      expect(JSON.parse(response.body)).toEqual({
        resource: audience,
        authorization_servers: [issuer],
        scopes_supported: ["cs:read", "cs:write", "cs:admin", "cs:gdpr", "cs:vault"],
        bearer_methods_supported: ["header"],
        resource_name: "Customer success",
      });
    }
    expect(
      await sendRaw(new URL("/.well-known/oauth-protected-resource/other", localUrl).href, { method: "GET" }),
    ).toMatchObject({ status: 404 });
  });

  it("the claim decides about the tenant, and a token without it gets 401", async () => {
    const { localUrl } = await open(settings());
    const tokenOf = (claims: object) => signToken(keySet.privateKey, { claims: { ...claims } });
    for (const org of ["north", "south"]) {
      const headers = bearer(await tokenOf({ org }));
      const session = { ...headers, ...(await openSession(localUrl, headers)) };
      const call = toolCall(1, "register_client", { clientName: `Of ${org}` });
      expect(await post(localUrl, call, session)).toMatchObject({ status: 200 });
      const owner = "SELECT tenant_id AS tenant FROM cs.accounts WHERE client_name = $1";
      expect(await store.query(owner, [`Of ${org}`])).toEqual([{ tenant: org }]);
    }
    for (const claims of [{}, { org: 7 }, { org: ["north"] }, { org: "North" }, { org: "" }]) {
      expect(await post(localUrl, initialize(1), bearer(await tokenOf(claims)))).toMatchObject({ status: 401 });
    }
  });

  it("a key that it does not have gets 401, and a key set that does not answer gets 503", async () => {
    const { localUrl } = await open(settings());
    const unknown = bearer(await signToken(keySet.privateKey, { claims: { org: "north" }, keyId: "two" }));
    expect(await post(localUrl, initialize(1), unknown)).toMatchObject({ status: 401 });
    const elsewhere = await open({ ...settings(), JWT_JWKS_URL: "http://127.0.0.1:9/jwks.json" });
    const good = bearer(await signToken(keySet.privateKey, { claims: { org: "north" } }));
    expect(await post(elsewhere.localUrl, initialize(1), good)).toMatchObject({
      status: 503,
      headers: { "retry-after": "5" },
    });
  });
});

describe("with the secret of a symmetric algorithm", () => {
  const secret = "a-secret-of-at-least-thirty-two-bytes";
  const settings = { JWT_SECRET: secret, JWT_ISSUER: issuer, JWT_AUDIENCE: audience };

  it("only that family of algorithms is accepted", async () => {
    const { url } = await open(settings);
    const key = new TextEncoder().encode(secret);
    const { privateKey, close } = await openKeySet();
    await close();
    const statusOf = async (token: Promise<string>) => (await post(url, initialize(1), bearer(await token))).status;
    expect(await statusOf(signToken(key, { algorithm: "HS256" }))).toBe(200);
    expect(await statusOf(signToken(key, { algorithm: "HS512" }))).toBe(200);
    expect(await statusOf(signToken(new TextEncoder().encode(`${secret}!`), { algorithm: "HS256" }))).toBe(401);
    expect(await statusOf(signToken(privateKey))).toBe(401);
  });
});

describe("with a stored API key of any tenant", () => {
  it("a server asks for one, and the tenant is that of the key", async () => {
    const { key } = await createApiKey({
      persistence: store.persistence,
      tenantId: "south",
      actor: "local",
      name: "south-key",
      scopes: ["cs:read"],
    });
    const endpoint = await open({ HTTP_HOST: "0.0.0.0", HTTP_ALLOWED_HOSTS: "cs.example" });
    expect(endpoint.open).toBe(false);
    const { port } = new URL(endpoint.localUrl);
    const url = `http://127.0.0.1:${port}/mcp`;
    expect(await post(url, initialize(1))).toMatchObject({ status: 401 });
    const session = { ...bearer(key), ...(await openSession(url, bearer(key))) };
    const [answer] = messagesOf(await post(url, toolCall(1, "list_clients", {}), session));
    expect(answer).toMatchObject({ result: { structuredContent: { clients: [{ clientName: "Of south" }] } } });
  });
});
