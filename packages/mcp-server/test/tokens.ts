import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, SignJWT } from "jose";

export const issuer = "https://login.example";
export const audience = "https://cs.example/mcp";

export interface TokenParts {
  /** Over the claims of a token that is good. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly algorithm?: string;
  readonly keyId?: string;
}

/** Seconds since 1970, from now. */
export function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds;
}

/** A signed access token that is good but for what a test names; a claim that is `undefined` is left out. */
export function signToken(
  key: KeyObject | Uint8Array,
  { claims, algorithm = "RS256", keyId = "one" }: TokenParts = {},
) {
  const good = {
    iss: issuer,
    aud: audience,
    sub: "ann",
    scope: "openid cs:read cs:write",
    iat: inSeconds(0),
    exp: inSeconds(300),
  };
  const payload = Object.fromEntries(Object.entries({ ...good, ...claims }).filter(([, value]) => value !== undefined));
  return new SignJWT(payload).setProtectedHeader({ alg: algorithm, kid: keyId, typ: "at+jwt" }).sign(key);
}

/** A token without a signature, as `{"alg": "none"}` has it. */
export function unsignedToken(token: string): string {
  const header = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  return `${header}.${token.split(".")[1]}.`;
}

export function rsaKeys() {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { privateKey, pem: publicKey.export({ type: "spki", format: "pem" }).toString() };
}

/** A key set as an authorization server publishes it, over a real socket. */
export async function openKeySet(): Promise<{ url: string; privateKey: KeyObject; close(): Promise<void> }> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keys = [{ ...(await exportJWK(publicKey)), kid: "one", use: "sig", alg: "RS256" }];
  const server: Server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/jwks.json`,
    privateKey,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
