import type { IntegrationFailure } from "@cs/models";

/** Codes of Node and undici for connections that were never made. */
const neverConnected = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

const tooSlow = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);

/** What became of a request that has no whole answer. */
export function failureOfCause(error: unknown): IntegrationFailure {
  const { code, name } = error as { readonly code?: string; readonly name?: string };
  if (name === "TimeoutError" || tooSlow.has(code ?? "")) return "timeout";
  return neverConnected.has(code ?? "") ? "unreachable" : "connection_lost";
}
