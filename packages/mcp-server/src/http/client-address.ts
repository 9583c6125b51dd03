import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";

/**
 * Where a request comes from: the address that the outermost of our own proxies saw, or the connection's without any.
 * What stands further left in `X-Forwarded-For` anybody can write. Of IPv6 the network (/64) counts, which is what one
 * customer of a provider gets.
 */
export function clientAddress(
  {
    headers,
    socket,
  }: Pick<IncomingMessage, "headers"> & { readonly socket: { readonly remoteAddress?: string | undefined } },
  trustedProxies: number,
): string {
  const forwarded = String(headers["x-forwarded-for"] ?? "").split(",");
  const seen = trustedProxies > 0 ? forwarded.map((each) => each.trim()).filter((each) => each !== "") : [];
  const addresses = [...seen, socket.remoteAddress ?? ""];
  return network(addresses[Math.max(0, addresses.length - 1 - trustedProxies)] ?? "");
}

function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = [], tail = []] = address.split("::").map(groupsOf);
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => "0");
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(":")}::/64`;
}

function groupsOf(part: string): string[] {
  return part
    .split(":")
    .filter((group) => group !== "")
    .map((group) => Number.parseInt(group, 16).toString(16));
}
