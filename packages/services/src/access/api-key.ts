import { createHash, randomBytes } from "node:crypto";

/** How an API key begins, so that people and scanners for leaked secrets recognise one. */
export const apiKeyPrefix = "csk_";

/** A new API key with 256 random bits. */
export function newApiKey(): string {
  return `${apiKeyPrefix}${randomBytes(32).toString("base64url")}`;
}

/** SHA-256 of a key in hexadecimal: what is stored. A key is random, so that no slower hash is needed. */
export function apiKeyHash(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
