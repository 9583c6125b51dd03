import { createApiKey } from "@cs/services";
import { useTestStore } from "@cs/testing";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openHttp } from "./fixtures.ts";
import { initialize, ping } from "./json-rpc.ts";
import { post, sendRaw } from "./raw-http.ts";

const store = useTestStore();
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const keys: string[] = [];
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  for (const name of ["ann", "bob"]) {
    const by = { persistence: store.persistence, tenantId: store.tenantId, actor: "local" };
    keys.push((await createApiKey({ ...by, name, scopes: ["cs:read"] })).key);
  }
});
beforeEach(() => store.query("TRUNCATE cs_limits.counters"));
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(settings: Readonly<Record<string, string>>): Promise<string> {
  const endpoint = await openHttp(store, settings);
  closing.push(() => endpoint.close());
  return endpoint.url;
}

/** The statuses of requests that are sent one after the other. */
async function statuses(count: number, send: (index: number) => Promise<{ status: number }>): Promise<number[]> {
  const all: number[] = [];
  for (let index = 0; index < count; index += 1) all.push((await send(index)).status);
  return all;
}

const [ann, bob] = [() => bearer(keys[0] ?? ""), () => bearer(keys[1] ?? "")];

describe("a limit", () => {
  it("of a caller holds over two servers, says when to try again and leaves the others alone", async () => {
    const limit = { RATE_LIMIT_PER_CLIENT_PER_MINUTE: "4" };
    const urls = [await open(limit), await open(limit)];
    const found = await statuses(8, (index) => post(urls[index % 2] ?? "", initialize(1), ann()));
    expect(found).toEqual([200, 200, 200, 200, 429, 429, 429, 429]);
    const refused = await post(urls[0] ?? "", initialize(1), ann());
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect(Number(refused.headers["retry-after"])).toBeLessThanOrEqual(60);
    expect(await post(urls[0] ?? "", initialize(1), bob())).toMatchObject({ status: 200 });
  });

  it("lets exactly as many through of a burst over two servers", async () => {
    const limit = { RATE_LIMIT_PER_CLIENT_PER_MINUTE: "40" };
    const urls = [await open(limit), await open(limit)];
    const burst = Array.from({ length: 200 }, async (_, index) => {
      const { status } = await post(urls[index % 2] ?? "", initialize(index), ann());
      return status;
    });
    const found = await Promise.all(burst);
    expect(found.filter((status) => status === 200)).toHaveLength(40);
    expect(found.filter((status) => status === 429)).toHaveLength(160);
  });

  it("of a caller takes nothing from the others when it is passed", async () => {
    const url = await open({ RATE_LIMIT_PER_CLIENT_PER_MINUTE: "2", MAX_REQUESTS_PER_MINUTE: "4" });
    expect(await statuses(6, () => post(url, initialize(1), ann()))).toEqual([200, 200, 429, 429, 429, 429]);
    expect(await statuses(2, () => post(url, initialize(1), bob()))).toEqual([200, 200]);
  });

  it.each([{ MAX_REQUESTS_PER_MINUTE: "3" }, { MAX_REQUESTS_PER_HOUR: "3" }])(
    "of all callers together: %j",
    async (limit) => {
      const url = await open(limit);
      const found = await statuses(5, (index) => post(url, initialize(1), index % 2 === 0 ? ann() : bob()));
      expect(found).toEqual([200, 200, 200, 429, 429]);
    },
  );

  it("counts the messages of a batch, and refuses before a body is read", async () => {
    const url = await open({ RATE_LIMIT_PER_CLIENT_PER_MINUTE: "5" });
    const batch = JSON.stringify(Array.from({ length: 6 }, (_, id) => ping(id)));
    expect(await sendRaw(url, { headers: ann(), body: batch })).toMatchObject({ status: 429 });
    const hanging = { ...ann(), "content-length": "1000" };
    expect(await sendRaw(url, { headers: hanging, open: true })).toMatchObject({ status: 429 });
  });

  it("of attempts with bad tokens holds for an address, over two servers and for good tokens too", async () => {
    const limit = { RATE_LIMIT_PER_CLIENT_PER_MINUTE: "3", HTTP_TRUSTED_PROXIES: "1" };
    const urls = [await open(limit), await open(limit)];
    const at = (address: string) => ({ "x-forwarded-for": address });
    const guess = (index: number) =>
      post(urls[index % 2] ?? "", initialize(1), { ...bearer(`csk_${index}`), ...at("198.51.100.7") });
    expect(await statuses(10, guess)).toEqual([401, 401, 401, 401, 401, 429, 429, 429, 429, 429]);
    expect(await post(urls[0] ?? "", initialize(1), { ...ann(), ...at("198.51.100.7") })).toMatchObject({
      status: 429,
    });
    expect(await post(urls[0] ?? "", initialize(1), { ...ann(), ...at("198.51.100.8") })).toMatchObject({
      status: 200,
    });
  });

  it("holds in each process by itself while its counters cannot be reached", async () => {
    const url = await open({ MCP_API_KEY: "k".repeat(43), RATE_LIMIT_PER_CLIENT_PER_MINUTE: "3" });
    await store.query("ALTER TABLE cs_limits.counters RENAME TO gone");
    try {
      const good = bearer("k".repeat(43));
      expect(await statuses(5, () => post(url, initialize(1), good))).toEqual([200, 200, 200, 429, 429]);
      expect(await statuses(6, () => post(url, initialize(1), bearer("guess")))).toEqual([
        401, 401, 401, 401, 429, 429,
      ]);
    } finally {
      await store.query("ALTER TABLE cs_limits.gone RENAME TO counters");
    }
  });

  it("stores no name and no address", async () => {
    const url = await open({});
    await post(url, initialize(1), ann());
    await post(url, initialize(1), bearer("guess"));
    const rows = await store.query<{ key: string }>("SELECT key FROM cs_limits.counters");
    expect(rows.length).toBe(4);
    expect(JSON.stringify(rows)).not.toMatch(/ann|127\.0\.0\.1/);
  });
});
