import { createApiKey } from "@cs/services";
import { databaseVariables, type RunningProgram, until, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { withAccountsLocked } from "./lock-accounts.ts";

const store = useTestStore();
const bench = useWorkbench();
let authorization: string;

beforeAll(async () => {
  const by = { persistence: store.persistence, tenantId: store.tenantId, actor: "local" };
  authorization = `Bearer ${(await createApiKey({ ...by, name: "team", scopes: ["cs:read", "cs:write"] })).key}`;
});

/** Starts `cs start` on a free port for other machines, and waits until it serves. */
async function serve(settings: Record<string, string>): Promise<{ program: RunningProgram; url: string }> {
  const env = { ...databaseVariables(store.urls), HTTP_HOST: "0.0.0.0", ...settings };
  const program = bench.start("cs", ["start", "--no-demo", "--port", "0"], env);
  await program.printed("stderr", /Serving MCP at http\S+,/);
  const port = /Serving MCP at http:\/\/0\.0\.0\.0:(\d+)/.exec(program.stderr())?.[1] ?? "";
  return { program, url: `http://127.0.0.1:${port}/mcp` };
}

function call(url: string, id: number, name: string, input: object) {
  return fetch(url, {
    method: "POST",
    headers: {
      authorization,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: input } }),
  });
}

describe("two stateless processes", () => {
  it("answer the requests of one client in turn, without a session", async () => {
    const servers = await Promise.all([serve({ HTTP_STATELESS: "true" }), serve({ HTTP_STATELESS: "true" })]);
    const urls = servers.map(({ url }) => url);
    for (let index = 0; index < 6; index += 1) {
      const answer = await call(urls[index % 2] ?? "", index, "register_client", { clientName: `Account ${index}` });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("mcp-session-id")).toBeNull();
      expect(await answer.text()).toContain(`"id":${index}`);
    }
    const [first, second] = await Promise.all(urls.map(async (url) => (await call(url, 9, "list_clients", {})).text()));
    expect(first).toBe(second);
    expect(first).toContain('"total":6');
    expect((await fetch(urls[0] ?? "", { headers: { authorization, accept: "text/event-stream" } })).status).toBe(405);
    expect((await fetch(urls[0] ?? "", { method: "DELETE", headers: { authorization } })).status).toBe(405);
    expect((await fetch(urls[0] ?? "", { method: "POST" })).status).toBe(401);
  });
});

describe("SIGTERM", () => {
  it("lets a running call finish and answers it, new ones get 503, then the process ends well", async () => {
    const { program, url } = await serve({ HTTP_STATELESS: "true" });
    const rescored = "SELECT FROM cs.rescoring_runs WHERE finished_at IS NOT NULL";
    await until(async () => (await store.query(rescored)).length > 0);
    await withAccountsLocked(store, async (lock) => {
      const running = call(url, 7, "register_client", { clientName: "Drained" });
      await lock.hangingCall();
      program.child.kill("SIGTERM");
      await until(async () => (await fetch(new URL("/readyz", url))).status === 503);
      expect((await call(url, 8, "list_clients", {})).status).toBe(503);
      await lock.release();
      const answer = await running;
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('"Drained"');
    });
    expect(await program.ended).toEqual({ code: 0, signal: null });
    expect(await store.query("SELECT FROM cs.accounts WHERE client_name = 'Drained'")).toHaveLength(1);
  });
});

describe("a server for other machines", () => {
  it("does not start without authentication, and says how to get it", async () => {
    const home = { CS_HOME: await bench.home(), HTTP_HOST: "0.0.0.0" };
    const { code, stderr } = await bench.run("cs", ["start", "--no-demo", "--port", "0"], home);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /HTTP_HOST opens the server to other machines, .* \(HTTP_HOST\)\nCreate a key with cs api-key create/,
    );
  });
});
