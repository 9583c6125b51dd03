import type { IncomingMessage } from "node:http";

/** What a request carries to prove who sent it. */
export type Credentials =
  | { readonly kind: "none" }
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "malformed" }
  | { readonly kind: "in_query" };

const secretParameters = ["access_token", "token", "api_key", "apikey"];

/** Reads the token of a request (RFC 6750). One in the URL counts for nothing: URLs are logged everywhere. */
export function credentialsOf({ headers, url = "/" }: Pick<IncomingMessage, "headers" | "url">): Credentials {
  const names = [...new URL(url, "http://localhost").searchParams.keys()].map((name) => name.toLowerCase());
  if (secretParameters.some((name) => names.includes(name))) return { kind: "in_query" };
  const { authorization } = headers;
  if (authorization === undefined || !/^bearer\b/i.test(authorization)) return { kind: "none" };
  const token = /^bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
  return token === undefined ? { kind: "malformed" } : { kind: "token", token };
}
