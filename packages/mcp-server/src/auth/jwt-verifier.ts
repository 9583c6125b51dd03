import { createPublicKey, createSecretKey, type KeyObject } from "node:crypto";
import { type Scope, scopeSchema } from "@cs/models";
import type { JwtConfig, JwtKey } from "@cs/runtime";
import type { Principal } from "@cs/services";
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";

/** For clocks that differ. */
const clockToleranceSeconds = 5;

const symmetric = ["HS256", "HS384", "HS512"];
const rsa = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];
const edwards = ["EdDSA", "Ed25519"];
const elliptic: Readonly<Record<string, string>> = { prime256v1: "ES256", secp384r1: "ES384", secp521r1: "ES512" };

/** Whose an access token is, or null for one that is not valid. Throws when the keys cannot be fetched. */
export type JwtVerifier = (token: string) => Promise<Principal | null>;

/** Checks signature, issuer, audience and times of access tokens, and reads tenant, subject and scopes of them. */
export function createJwtVerifier({ key, issuer, audience, tenantClaim }: JwtConfig, ownTenant: string): JwtVerifier {
  const { find, algorithms } = verificationOf(key);
  const options = {
    algorithms,
    issuer,
    audience,
    clockTolerance: clockToleranceSeconds,
    requiredClaims: ["exp", "sub"],
  };
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, find, options);
      return principalOf(payload, tenantClaim === null ? ownTenant : payload[tenantClaim]);
    } catch (error) {
      if (isInvalid(error)) return null;
      throw error;
    }
  };
}

/**
 * The kind of the key decides about the algorithms, not the token: a public key can never be taken for the secret of a
 * symmetric algorithm, and `none` is nowhere.
 */
function verificationOf(key: JwtKey): { readonly find: JWTVerifyGetKey; readonly algorithms: string[] } {
  switch (key.kind) {
    case "secret": {
      const secret = createSecretKey(Buffer.from(key.secret));
      return { find: async () => secret, algorithms: symmetric };
    }
    case "public_key": {
      const publicKey = createPublicKey(key.pem);
      return { find: async () => publicKey, algorithms: algorithmsOf(publicKey) };
    }
    case "jwks":
      return {
        find: createRemoteJWKSet(new URL(key.url), { timeoutDuration: 3000 }),
        algorithms: [...rsa, ...Object.values(elliptic), ...edwards],
      };
  }
}

function algorithmsOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): string[] {
  if (type === "rsa") return rsa;
  if (type === "ed25519") return edwards;
  const algorithm = elliptic[details?.namedCurve ?? ""];
  return algorithm === undefined ? [] : [algorithm];
}

function principalOf({ sub, ...claims }: JWTPayload, tenantId: unknown): Principal | null {
  if (typeof sub !== "string" || !/^[\x21-\x7e]{1,200}$/.test(sub)) return null;
  if (typeof tenantId !== "string" || !/^[a-z][a-z0-9_-]{0,39}$/.test(tenantId)) return null;
  return { tenantId, actor: `user:${sub}`, scopes: scopesOf(claims["scope"] ?? claims["scp"]) };
}

/** The scopes of ours in a claim: a list, or text with blanks between (RFC 9068). */
function scopesOf(claim: unknown): Scope[] {
  const named: unknown[] = typeof claim === "string" ? claim.split(" ") : Array.isArray(claim) ? claim : [];
  return named.flatMap((name) => scopeSchema.safeParse(name).data ?? []);
}

/** A fault of the token; a key set that does not answer is none. */
function isInvalid(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return false;
  return (
    !(error instanceof errors.JWKSTimeout) &&
    error.code !== "ERR_JOSE_GENERIC" &&
    !(error instanceof errors.JWKSInvalid)
  );
}
