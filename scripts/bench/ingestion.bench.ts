import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { SourceFact } from "@cs/models";
import { factsAtOnce } from "@cs/persistence";
import { acquireEmbeddedPostgres, createRuntime, loadConfig } from "@cs/runtime";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { medianOf, report } from "./report.ts";

/**
 * Usage events through the repository, with de-duplication and days of use, against COPY of the same rows into plain
 * tables: one with the same keys, one with the primary key alone. The repository commits as many at once as an import does, COPY once.
 */
const accounts = 200;
const rows = 20_000;
const rounds = 17;
const daysPerRound = 5;
const batchSize = factsAtOnce("usage");
const firstDay = Date.parse("2024-10-08T00:00:00Z");
const asOf = "2024-12-31";
const columns = `tenant_id, client_id, source, external_id, content_hash, feature, occurred_at, quantity,
                 duration_seconds, errors, user_ref`;

const home = await mkdtemp(join(tmpdir(), "cs-bench-"));
await chmod(home, 0o755);
const postgres = await acquireEmbeddedPostgres({ home });
const runtime = await createRuntime(loadConfig({ CS_HOME: home, LOG_LEVEL: "silent" }));
const { persistence, tenantId } = runtime;
const owner = new pg.Client({ connectionString: postgres.adminUrl });
await owner.connect();
await prepare();
await owner.query("ANALYZE");
const clientIds = await persistence.read(tenantId, (tx) => tx.accounts.idsAfter(null, accounts));

type Runs = Record<"keys" | "bare" | "written" | "repeated", number>;
const rounded: Runs[] = [];
for (let round = 0; round < rounds; round += 1) {
  const events = Array.from({ length: rows }, (_, index) => eventOf(round, index));
  rounded.push({
    keys: await timed(() => copy("with_keys", events)),
    bare: await timed(() => copy("bare", events)),
    written: await timed(() => write(events)),
    repeated: await timed(() => write(events)),
  });
}
const perSecond = (name: keyof Runs) => (1000 * rows) / medianOf(rounded.map((round) => round[name]));
const speed = (name: string, of: number) => report(name, `${of.toFixed(0)} rows/s`);
const compared = (name: string, of: number) => {
  report(name, `${of.toFixed(0)} rows/s`, { of, to: perSecond("keys"), label: "COPY with the same keys" });
  report("", "", { of, to: perSecond("bare"), label: "COPY with the primary key alone" });
};
speed("COPY into a table with the same keys", perSecond("keys"));
speed("COPY into a table with the primary key alone", perSecond("bare"));
compared("events written", perSecond("written"));
compared("events delivered again", perSecond("repeated"));

const reads: number[] = [];
for (let round = 0; round < 20; round += 1) {
  reads.push(
    await timed(() =>
      persistence.read(tenantId, (tx) => tx.queries.accountFacts({ clientIds, asOf, timeZone: "UTC" })),
    ),
  );
}
report(`facts of ${accounts} accounts, ${(rounds * rows) / accounts} events each`, `${medianOf(reads).toFixed(1)} ms`);

await owner.end();
await runtime.close();
await postgres.release();
await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Accounts, and the tables to copy into. */
async function prepare(): Promise<void> {
  const customer = { domains: [], industry: null, country: null, planTier: null, segment: null, touchModel: null };
  const customers = Array.from({ length: accounts }, (_, index) => ({
    ...customer,
    externalId: `A-${index}`,
    clientName: `Account ${index}`,
    csm: null,
    lifecycleStage: null,
    customerSince: null,
  }));
  await persistence.write(tenantId, (tx) => tx.facts.write("customers", "bench", customers));
  await owner.query(`
    CREATE SCHEMA bench;
    CREATE TABLE bench.bare (
      tenant_id text, client_id text, source text, external_id text, content_hash text, feature text NOT NULL,
      occurred_at timestamptz NOT NULL, quantity bigint NOT NULL, duration_seconds bigint, errors bigint, user_ref text,
      recorded_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, source, external_id)
    );
    CREATE TABLE bench.with_keys (
      LIKE bench.bare INCLUDING ALL,
      UNIQUE (tenant_id, client_id, occurred_at, source, external_id)
    )`);
}

/**
 * Events of five days, 20 a day for each account, in the order of time. They come in sessions: eight in a row by one of
 * 20 users, four of them of one of 10 features.
 */
function eventOf(round: number, index: number): SourceFact<"usage"> {
  const account = index % accounts;
  const ofAccount = Math.floor(index / accounts);
  const at = firstDay + Math.floor((round + index / rows) * daysPerRound * 86_400_000);
  return {
    externalId: `evt-${round}-${String(index).padStart(8, "0")}`,
    customer: `A-${account}`,
    subscription: null,
    feature: `feature_${Math.floor(ofAccount / 4) % 10}`,
    occurredAt: new Date(at).toISOString(),
    quantity: 1 + (index % 3),
    durationSeconds: 60,
    errors: index % 2,
    user: `user-${account}-${Math.floor(ofAccount / 8) % 20}`,
  };
}

async function write(events: readonly SourceFact<"usage">[]): Promise<void> {
  for (let start = 0; start < events.length; start += batchSize) {
    await persistence.write(tenantId, (tx) => tx.facts.write("usage", "bench", events.slice(start, start + batchSize)));
  }
}

async function copy(table: string, events: readonly SourceFact<"usage">[]): Promise<void> {
  const target = owner.query(copyFrom(`COPY bench.${table} (${columns}) FROM STDIN`));
  await pipeline(Readable.from(lines(events)), target);
}

/** Rows in the text format of COPY, about 64 kB at a time. The hash has the length of the real one. */
function* lines(events: readonly SourceFact<"usage">[]): Generator<string> {
  const hash = "0123456789abcdef".repeat(4);
  for (let start = 0; start < events.length; start += 400) {
    const some = events.slice(start, start + 400).map((event) => {
      const client = clientIds[Number(event.customer?.slice(2))];
      const measured = [event.quantity, event.durationSeconds, event.errors, event.user];
      return [tenantId, client, "bench", event.externalId, hash, event.feature, event.occurredAt, ...measured].join(
        "\t",
      );
    });
    yield `${some.join("\n")}\n`;
  }
}
