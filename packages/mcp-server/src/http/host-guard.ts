import type { IncomingMessage } from "node:http";
import type { HttpConfig } from "@cs/runtime";

const localNames = ["127.0.0.1", "localhost", "[::1]"];

/** Why a request must not be read, or null. */
export type HostGuard = (request: Pick<IncomingMessage, "headers">) => string | null;

/**
 * Refuses requests that a web page made a browser send here: their host is a name that somebody else owns, or their
 * origin is that page. This machine's own names are always accepted, others when they are configured. Programs send no
 * origin.
 */
export function createHostGuard({ host, publicUrl, allowedHosts, allowedOrigins }: HttpConfig): HostGuard {
  const publicHost = publicUrl === null ? [] : [new URL(publicUrl).hostname];
  const hosts = new Set([...localNames, bracketed(host), ...publicHost, ...allowedHosts]);
  const origins = new Set(allowedOrigins);
  return ({ headers }) => {
    if (!hosts.has(hostNameOf(`http://${headers.host ?? ""}`))) return "Host is not this server";
    const { origin } = headers;
    if (origin === undefined || origins.has(origin) || localNames.includes(hostNameOf(origin))) return null;
    return "Origin is not allowed";
  };
}

/** Whether an address to listen on can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return localNames.includes(bracketed(host)) || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host.toLowerCase();
}

function hostNameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : "";
}
