import { describe, expect, it } from "vitest";
import { clientAddress } from "./client-address.ts";

const from = (remoteAddress: string, forwarded?: string) => ({
  headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
  socket: { remoteAddress },
});

describe("the address of a client", () => {
  it.each([
    { what: "is the connection's", request: from("198.51.100.7"), proxies: 0, address: "198.51.100.7" },
    {
      what: "is never what it says itself",
      request: from("198.51.100.7", "10.0.0.1"),
      proxies: 0,
      address: "198.51.100.7",
    },
    { what: "is what our proxy saw", request: from("10.0.0.1", "198.51.100.7"), proxies: 1, address: "198.51.100.7" },
    {
      what: "is what our proxy saw, not what the client added",
      request: from("10.0.0.1", "203.0.113.9, 198.51.100.7"),
      proxies: 1,
      address: "198.51.100.7",
    },
    {
      what: "is what the outer of two proxies saw",
      request: from("10.0.0.1", "203.0.113.9, 198.51.100.7, 10.0.0.2"),
      proxies: 2,
      address: "198.51.100.7",
    },
    {
      what: "is the oldest there is when proxies are missing",
      request: from("10.0.0.1"),
      proxies: 2,
      address: "10.0.0.1",
    },
    { what: "is that of IPv4 in IPv6", request: from("::ffff:198.51.100.7"), proxies: 0, address: "198.51.100.7" },
    { what: "is the network of IPv6", request: from("2001:db8:1:2:3:4:5:6"), proxies: 0, address: "2001:db8:1:2::/64" },
    {
      what: "is the same network in short",
      request: from("2001:0db8:1:2::9"),
      proxies: 0,
      address: "2001:db8:1:2::/64",
    },
    { what: "is the network of the loopback", request: from("::1"), proxies: 0, address: "0:0:0:0::/64" },
  ])("$what", ({ request, proxies, address }) => {
    expect(clientAddress(request, proxies)).toBe(address);
  });
});
