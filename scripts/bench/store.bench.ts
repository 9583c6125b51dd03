import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acquireEmbeddedPostgres, createRuntime, loadConfig } from "@cs/runtime";
import { createExecutor, localPrincipal, operations } from "@cs/services";
import pg from "pg";
import { report } from "./report.ts";
import { compareReads } from "./store/compare-reads.ts";
import { compareRescoring } from "./store/compare-rescoring.ts";
import { fillStore, lastDay } from "./store/fill-store.ts";
import { listCalls } from "./store/list-calls.ts";
import { bareClient } from "./store/statements.ts";

/**
 * Scoring and reading a large portfolio: 10,000 accounts with a million usage events, or with `--full` ten times that.
 * Every figure stands beside the same statements sent by a bare client, in turns.
 */
const full = process.argv.includes("--full");
const size = full ? { accounts: 100_000, events: 10_000_000 } : { accounts: 10_000, events: 1_000_000 };
const rounds = full ? { rescoring: 1, overview: 300, list: 5 } : { rescoring: 3, overview: 300, list: 10 };

const home = await mkdtemp(join(tmpdir(), "cs-bench-"));
await chmod(home, 0o755);
const postgres = await acquireEmbeddedPostgres({ home });
const runtime = await createRuntime(loadConfig({ CS_HOME: home, CS_AS_OF: lastDay, LOG_LEVEL: "silent" }));
const { tenantId, persistence } = runtime;
// Without a cache: what is measured is reading.
const executor = createExecutor({ persistence, operations, asOf: lastDay });
const owner = new pg.Client({ connectionString: postgres.adminUrl });
const bare = bareClient(postgres.applicationUrl);
await Promise.all([owner.connect(), bare.connect()]);

const filled = await fillStore(owner, tenantId, size);
report(`fill: ${size.accounts} accounts, ${size.events} events`, `${filled.toFixed(0)} s`);
await compareRescoring(runtime, { bare, owner, rounds: rounds.rescoring });
await owner.query("VACUUM ANALYZE");

const call = (name: string, input: object) => executor.execute(name, input, localPrincipal(tenantId));
const clientIds = await persistence.read(tenantId, (tx) => tx.accounts.idsAfter(null, size.accounts));
await compareReads(bare, {
  name: "get_client_overview",
  rounds: rounds.overview,
  call: (round) => call("get_client_overview", { clientId: clientIds[(round * 7919) % clientIds.length] }),
});
for (const { name, input } of await listCalls((given) => call("list_clients", given), size.accounts)) {
  await compareReads(bare, {
    name: `list_clients, ${name}`,
    rounds: rounds.list,
    call: () => call("list_clients", input),
  });
}

await Promise.all([owner.end(), bare.end()]);
await runtime.close();
await postgres.release();
await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
