import { createApiKey, revokeApiKey } from "@cs/services";
import { useTestStore } from "@cs/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openHttp } from "./fixtures.ts";
import { initialize, toolCall } from "./json-rpc.ts";
import { messagesOf, openSession, post, type RawResponse, sendRaw } from "./raw-http.ts";
import { audience, inSeconds, issuer, rsaKeys, signToken, unsignedToken } from "./tokens.ts";

const store = useTestStore();
const own = rsaKeys();
const other = rsaKeys();
const staticKey = "static-key-of-the-installation-0123456789-abcdef";
const metadata = 'resource_metadata="https://cs.example/.well-known/oauth-protected-resource/mcp"';
let endpoint: Awaited<ReturnType<typeof openHttp>>;
let reader: string;
let revoked: string;

beforeAll(async () => {
  const key = { persistence: store.persistence, tenantId: store.tenantId, actor: "local" };
  ({ key: reader } = await createApiKey({ ...key, name: "reader", scopes: ["cs:read"] }));
  ({ key: revoked } = await createApiKey({ ...key, name: "revoked", scopes: ["cs:read"] }));
  await revokeApiKey({ ...key, name: "revoked" });
  endpoint = await openHttp(store, {
    HTTP_PUBLIC_URL: audience,
    MCP_API_KEY: staticKey,
    JWT_PUBLIC_KEY: own.pem,
    JWT_ISSUER: issuer,
    JWT_AUDIENCE: audience,
  });
});
afterAll(() => endpoint.close());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const challengeOf = ({ headers }: RawResponse) => headers["www-authenticate"];
/** A public key that is taken for the secret of a symmetric algorithm, which would let anybody sign. */
const confused = () => signToken(new TextEncoder().encode(own.pem.trim()), { algorithm: "HS256" });

const refused: { what: string; token: () => Promise<string> | string }[] = [
  {
    what: "for another audience",
    token: () => signToken(own.privateKey, { claims: { aud: "https://other.example" } }),
  },
  { what: "without an audience", token: () => signToken(own.privateKey, { claims: { aud: undefined } }) },
  { what: "of another issuer", token: () => signToken(own.privateKey, { claims: { iss: "https://evil.example" } }) },
  { what: "that has expired", token: () => signToken(own.privateKey, { claims: { exp: inSeconds(-10) } }) },
  { what: "that never expires", token: () => signToken(own.privateKey, { claims: { exp: undefined } }) },
  { what: "that is not valid yet", token: () => signToken(own.privateKey, { claims: { nbf: inSeconds(60) } }) },
  { what: "without a subject", token: () => signToken(own.privateKey, { claims: { sub: undefined } }) },
  { what: "signed by another key", token: () => signToken(other.privateKey) },
  { what: "without a signature", token: async () => unsignedToken(await signToken(own.privateKey)) },
  { what: "signed with the public key as a secret", token: confused },
  { what: "whose claims were changed", token: async () => changedClaims(await signToken(own.privateKey)) },
  { what: "that is an API key nobody made", token: () => `csk_${"A".repeat(43)}` },
  { what: "that is an API key with another case", token: () => reader.replace("csk_", "CSK_") },
  { what: "that is a revoked API key", token: () => revoked },
  { what: "that starts like the configured key", token: () => `${staticKey}x` },
  { what: "of garbage", token: () => "garbage" },
  { what: "of three dots", token: () => "..." },
];

function changedClaims(token: string): string {
  const [header, claims = "", signature] = token.split(".");
  const changed = { ...JSON.parse(Buffer.from(claims, "base64url").toString()), sub: "root" };
  return [header, Buffer.from(JSON.stringify(changed)).toString("base64url"), signature].join(".");
}

describe("a token", () => {
  it.each(refused)("$what gets 401 before the body is read", async ({ token }) => {
    const headers = { ...bearer(await token()), "content-length": "1000" };
    const response = await sendRaw(endpoint.localUrl, { headers, open: true });
    expect(response.status).toBe(401);
    expect(challengeOf(response)).toBe(
      `Bearer error="invalid_token", error_description="The token is not valid", ${metadata}`,
    );
    expect(messagesOf(response)).toMatchObject([{ error: { message: "The token is not valid" }, id: null }]);
  });

  it("that is missing gets 401 and a challenge without an error", async () => {
    for (const headers of [{}, { authorization: "Basic dXNlcjpwYXNz" }]) {
      const response = await post(endpoint.localUrl, initialize(1), headers);
      expect(response.status).toBe(401);
      expect(challengeOf(response)).toBe(`Bearer ${metadata}`);
    }
  });

  it("that is malformed gets 401", async () => {
    for (const authorization of ["Bearer", "Bearer ", "Bearer a b", `Bearer ${staticKey},x`]) {
      const response = await post(endpoint.localUrl, initialize(1), { authorization });
      expect(response.status).toBe(401);
      expect(challengeOf(response)).toContain('error="invalid_token"');
    }
  });

  it.each(["access_token", "ACCESS_TOKEN", "api_key", "token"])(
    "in the URL as %s gets 401, good or not",
    async (name) => {
      for (const headers of [{}, bearer(staticKey)]) {
        const response = await post(`${endpoint.localUrl}?${name}=${staticKey}`, initialize(1), headers);
        expect(response.status).toBe(401);
        expect(challengeOf(response)).toContain('error="invalid_request"');
      }
    },
  );

  it.each([
    { what: "the configured key", token: () => staticKey },
    { what: "a stored API key", token: () => reader },
    { what: "an access token", token: () => signToken(own.privateKey) },
    { what: "one of the PS family", token: () => signToken(own.privateKey, { algorithm: "PS384" }) },
    { what: "one for several audiences", token: () => signToken(own.privateKey, { claims: { aud: ["x", audience] } }) },
    {
      what: "one of a clock that is a little ahead",
      token: () => signToken(own.privateKey, { claims: { nbf: inSeconds(3) } }),
    },
  ])("is accepted: $what", async ({ token }) => {
    const headers = bearer(await token());
    const session = await openSession(endpoint.localUrl, headers);
    const answer = await post(endpoint.localUrl, toolCall(1, "list_clients", {}), { ...headers, ...session });
    expect(messagesOf(answer)).toMatchObject([{ id: 1, result: { structuredContent: { total: expect.any(Number) } } }]);
  });
});

describe("a caller", () => {
  it("is named in the audit log as the token names them", async () => {
    for (const [token, actor] of [
      [staticKey, "key:MCP_API_KEY"],
      [await signToken(own.privateKey, { claims: { sub: "ann@example" } }), "user:ann@example"],
    ] as const) {
      const session = { ...bearer(token), ...(await openSession(endpoint.localUrl, bearer(token))) };
      await post(endpoint.localUrl, toolCall(1, "register_client", { clientName: actor }), session);
      const actors = "SELECT actor FROM cs.audit_entries JOIN cs.accounts USING (client_id) WHERE client_name = $1";
      expect(await store.query(actors, [actor])).toEqual([{ actor }]);
    }
  });

  it.each([
    { what: "a reading key that writes", scope: "cs:write", token: () => reader },
    {
      what: "a token without scopes",
      scope: "cs:read",
      token: () => signToken(own.privateKey, { claims: { scope: "openid" } }),
    },
  ])("without the scope gets 403: $what", async ({ scope, token }) => {
    const headers = bearer(await token());
    const session = { ...headers, ...(await openSession(endpoint.localUrl, headers)) };
    const call =
      scope === "cs:write" ? toolCall(1, "register_client", { clientName: "Never" }) : toolCall(1, "list_clients", {});
    const response = await post(endpoint.localUrl, call, session);
    expect(response.status).toBe(403);
    const described = `error_description="This call needs the scope ${scope}"`;
    expect(challengeOf(response)).toBe(
      `Bearer error="insufficient_scope", ${described}, scope="${scope}", ${metadata}`,
    );
    expect(await store.query("SELECT FROM cs.accounts WHERE client_name = 'Never'")).toEqual([]);
  });

  it("may replay a snapshot with a reading key, which the other actions of the tool refuse", async () => {
    const session = { ...bearer(reader), ...(await openSession(endpoint.localUrl, bearer(reader))) };
    const statusOf = async (input: object) =>
      (await post(endpoint.localUrl, toolCall(1, "calculate_health_score", input), session)).status;
    expect(await statusOf({ action: "replay", snapshotId: "hs_none" })).toBe(200);
    for (const input of [{}, { action: "score" }, { action: "override" }, { action: "toString" }]) {
      expect(await statusOf(input)).toBe(403);
    }
  });
});
