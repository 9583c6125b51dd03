import { createRuntime, loadConfig } from "@cs/runtime";
import { databaseVariables, useTestStore, useWorkbench } from "@cs/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measureCall } from "../src/measure-call.ts";
import { openHttp } from "./fixtures.ts";
import { answerTo, initialize, initialized, send, toolCall } from "./json-rpc.ts";
import { withAccountsLocked } from "./lock-accounts.ts";
import { openSession, post, sendRaw } from "./raw-http.ts";

const store = useTestStore();
const bench = useWorkbench();
const token = "token-of-the-scraper";
let endpoint: Awaited<ReturnType<typeof openHttp>>;

beforeAll(async () => {
  endpoint = await openHttp(store, { METRICS_TOKEN: token });
});
afterAll(() => endpoint.close());

const scrape = (headers: Readonly<Record<string, string>> = { authorization: `Bearer ${token}` }) =>
  sendRaw(new URL("/metrics", endpoint.url).href, { method: "GET", headers });

/** The number of calls by tool and error, as scraped. */
async function counts(): Promise<Record<string, number>> {
  const { body } = await scrape();
  const line = /^mcp_server_operation_duration_seconds_count\{(.*)\} (\d+)$/gm;
  return Object.fromEntries([...body.matchAll(line)].map(([, labels = "", count]) => [labels, Number(count)]));
}

const labels = (tool: string, error = "") =>
  `mcp_method_name="tools/call",gen_ai_tool_name="${tool}",error_type="${error}"`;

describe("/metrics", () => {
  it("counts and times every call by tool and error, and knows no names that callers choose", async () => {
    const session = await openSession(endpoint.url);
    const calls: [string, object][] = [
      ["list_clients", {}],
      ["list_clients", { search: "Secret Customer" }],
      ["list_clients", { limit: -1 }],
      ["get_client_overview", { clientId: `cs_${"0".repeat(26)}` }],
      ["tool_of_my_own", {}],
      ["another_of_my_own", {}],
    ];
    for (const [index, [name, input]] of calls.entries())
      await post(endpoint.url, toolCall(index, name, input), session);
    expect(await counts()).toEqual({
      [labels("list_clients")]: 2,
      [labels("list_clients", "invalid_input")]: 1,
      [labels("get_client_overview", "not_found")]: 1,
      [labels("", "invalid_input")]: 2,
    });
    const { status, headers, body } = await scrape();
    expect({ status, type: headers["content-type"] }).toEqual({
      status: 200,
      type: expect.stringMatching(/^text\/plain/),
    });
    expect(body).toMatch(/^# TYPE mcp_server_operation_duration_seconds histogram$/m);
    expect(body).not.toMatch(/Secret|my_own|cs_0|default|local/);
  });

  it("is closed to others when there is a token", async () => {
    for (const headers of [{}, { authorization: "Bearer wrong" }, { authorization: `Basic ${token}` }]) {
      const response = await scrape(headers);
      expect(response).toMatchObject({ status: 401, headers: { "www-authenticate": 'Bearer realm="metrics"' } });
      expect(response.body).not.toContain("duration");
    }
  });

  it("is open when there is none", async () => {
    const open = await openHttp(store);
    expect(await sendRaw(new URL("/metrics", open.url).href, { method: "GET" })).toMatchObject({ status: 200 });
    await open.close();
  });
});

describe("a measured call", () => {
  it("is logged as slow above 1 s and as very slow above 5 s, whatever came of it", async () => {
    const runtime = await createRuntime(loadConfig({ ...databaseVariables(store.urls), LOG_LEVEL: "silent" }));
    const logged: unknown[] = [];
    const log = Object.assign(Object.create(runtime.log), {
      warn: (fields: object, text: string) => logged.push(["warn", fields, text]),
      error: (fields: object, text: string) => logged.push(["error", fields, text]),
    });
    for (const seconds of [0.1, 1.2, 5.2]) {
      const wait = () => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      await measureCall({ ...runtime, log }, { tool: "list_clients", requestId: `req-${seconds}` }, wait);
    }
    await runtime.close();
    const fields = (requestId: string) => ({ tool: "list_clients", requestId, milliseconds: expect.any(Number) });
    expect(logged).toEqual([
      ["warn", fields("req-1.2"), "slow tool call"],
      ["error", fields("req-5.2"), "very slow tool call"],
    ]);
  });

  it("over stdio is measured the same", async () => {
    const program = bench.start("server", [], databaseVariables(store.urls));
    send(program, initialize(0), initialized);
    await answerTo(program, 0);
    await withAccountsLocked(store, async (lock) => {
      send(program, toolCall(1, "list_clients", {}));
      await lock.hangingCall();
      await new Promise((resolve) => setTimeout(resolve, 1100));
      await lock.release();
    });
    await answerTo(program, 1);
    expect(program.stderr()).toMatch(/"level":40,.*"tool":"list_clients",.*"msg":"slow tool call"/);
    program.child.stdin.end();
    await program.ended;
  });
});
