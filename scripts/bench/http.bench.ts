import { chmod, mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { acquireEmbeddedPostgres, createRuntime, loadConfig } from "@cs/runtime";
import { createApiKey, localPrincipal, rescore } from "@cs/services";
import pg from "pg";
import { compareHttp } from "./http/compare-http.ts";
import { compareStdio } from "./http/compare-stdio.ts";
import type { ToolCall } from "./http/messages.ts";
import { ServerProcess } from "./http/server-process.ts";
import { report } from "./report.ts";
import { fillStore, lastDay } from "./store/fill-store.ts";
import { bareClient, statementsOf } from "./store/statements.ts";

/**
 * Calls over HTTP by 100 users at once, and over stdio by one, to a large portfolio: 10,000 accounts, or with `--full`
 * 100,000. A bare server of the SDK that echoes gets the same calls by turns. Every server has a process of its own.
 */
const full = process.argv.includes("--full");
const size = full ? { accounts: 100_000, events: 10_000_000 } : { accounts: 10_000, events: 1_000_000 };
const users = 100;
/** The highest there are: nobody waits. */
const limits = {
  MAX_REQUESTS_PER_MINUTE: "1000000",
  MAX_REQUESTS_PER_HOUR: "1000000",
  RATE_LIMIT_PER_CLIENT_PER_MINUTE: "1000000",
};

const home = await mkdtemp(join(tmpdir(), "cs-bench-"));
await chmod(home, 0o755);
const postgres = await acquireEmbeddedPostgres({ home });
const settings = { CS_HOME: home, CS_AS_OF: lastDay, HTTP_PORT: "0", ...limits };
const runtime = await createRuntime(loadConfig({ ...settings, LOG_LEVEL: "silent" }));
const { tenantId, persistence, executor } = runtime;
const owner = new pg.Client({ connectionString: postgres.adminUrl });
const bare = bareClient(postgres.applicationUrl);
await Promise.all([owner.connect(), bare.connect()]);

const filled = await fillStore(owner, tenantId, size);
report(`fill: ${size.accounts} accounts, ${size.events} events`, `${filled.toFixed(0)} s`);
await rescore({ persistence, tenantId, runId: "bench", asOf: lastDay, signal: new AbortController().signal });
await owner.query("VACUUM ANALYZE");

const keys: string[] = [];
for (let user = 0; user < users; user += 1) {
  const request = { persistence, tenantId, actor: "bench", name: `user-${user}`, scopes: ["cs:read"] };
  keys.push((await createApiKey(request)).key);
}
const clientIds = await persistence.read(tenantId, (tx) => tx.accounts.idsAfter(null, size.accounts));
let count = 0;
const overviewOf = (index: number): ToolCall => {
  return { name: "get_client_overview", input: { clientId: clientIds[(index * 7919) % clientIds.length] } };
};
const list: ToolCall = { name: "list_clients", input: { sort: "name", limit: 25 } };
const nextOverview = () => overviewOf(count++);
const nextTimeline = () => ({ ...nextOverview(), name: "get_client_timeline" });
const sorts = ["name", "health", "arr", "renewal"];
/** The first pages that 40 CSMs look at, sorted in each way. */
const nextList = (): ToolCall => {
  count += 1;
  return { ...list, input: { sort: sorts[count % sorts.length], limit: 25, csm: `CSM ${count % 40}` } };
};

const started = {
  productHttp: new ServerProcess("product-http", { ...settings, LOG_LEVEL: "info" }),
  echoHttp: new ServerProcess("echo-http"),
  productStdio: new ServerProcess("product-stdio", { ...settings, LOG_LEVEL: "info" }),
  echoStdio: new ServerProcess("echo-stdio"),
};
report("load of the machine", loadavg()[0]?.toFixed(1) ?? "");
const [product, echo] = await Promise.all([started.productHttp.line(), started.echoHttp.line()]);
await compareHttp({
  product,
  echo,
  keys,
  loads: {
    get_client_overview: nextOverview,
    get_client_timeline: nextTimeline,
    list_clients: () => list,
    "list_clients, of one CSM": nextList,
    "overview and list, by turns": () => {
      const overview = nextOverview();
      return count % 2 === 0 ? overview : list;
    },
  },
  rounds: 3,
  milliseconds: 5000,
});
await compareStdio({
  product: started.productStdio,
  echo: started.echoStdio,
  bare,
  statementsOf: ({ name, input }) => statementsOf(() => executor.execute(name, input, localPrincipal(tenantId))),
  calls: {
    get_client_overview: (round) => overviewOf(count + round),
    list_clients: () => list,
    get_client_timeline: (round) => ({ ...overviewOf(count + round), name: "get_client_timeline" }),
  },
  rounds: 60,
});

for (const server of Object.values(started)) await server.stop();
await Promise.all([owner.end(), bare.end()]);
await runtime.close();
await postgres.release();
await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
