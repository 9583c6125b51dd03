import { addDays } from "@cs/models";
import type { Runtime } from "@cs/runtime";
import { rescore } from "@cs/services";
import type pg from "pg";
import { medianOf, report } from "../report.ts";
import { timed } from "./compare-reads.ts";
import { lastDay } from "./fill-store.ts";
import { drain, type Statement, statementsOf } from "./statements.ts";

/** Stored by a rescoring, in the order in which they refer to each other. */
const written = ["measure_observations", "health_snapshots", "health_standings"];

/** Accounts in a batch of the product. */
const batchSize = 200;

/**
 * Rescoring of all accounts, each round on another day, beside what any way to do it must do. The reading: the statements
 * by which the product reads the facts of a batch, sent once with the ids of all accounts by a bare client that drops the
 * rows; and besides batch by batch, as one statement for all of a large portfolio sorts on disk. The writing: the rows that
 * the round stored, inserted from a table into tables with the same columns, checks and indexes, without foreign keys, in
 * one statement each.
 */
export async function compareRescoring(
  { persistence, tenantId }: Runtime,
  { bare, owner, rounds }: { readonly bare: pg.Client; readonly owner: pg.Client; readonly rounds: number },
): Promise<void> {
  const clientIds = await persistence.read(tenantId, (tx) => tx.accounts.idsAfter(null, 1_000_000));
  await owner.query("CREATE SCHEMA bench");
  for (const table of written) {
    await owner.query(`CREATE TABLE bench.${table} (LIKE cs.${table} INCLUDING ALL)`);
    await owner.query(`CREATE TABLE bench.given_${table} (LIKE cs.${table})`);
  }
  const rescored: number[] = [];
  const read: number[] = [];
  const readInBatches: number[] = [];
  const both: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const asOf = addDays(lastDay, round - rounds + 1);
    const signal = new AbortController().signal;
    rescored.push(await timed(() => rescore({ persistence, tenantId, runId: `bench-${round}`, asOf, signal })));
    const statementsFor = await readingOf({ persistence, tenantId }, clientIds, asOf);
    const reading = await timed(() => drainAll(bare, [statementsFor(clientIds)], tenantId));
    read.push(reading);
    readInBatches.push(await timed(() => drainAll(bare, batchesOf(clientIds).map(statementsFor), tenantId)));
    both.push(reading + (await writeBare(owner, asOf)));
  }
  const [of, reading] = [medianOf(rescored), medianOf(read)];
  const [inBatches, all] = [medianOf(readInBatches), medianOf(both)];
  report(`rescore ${clientIds.length} accounts`, seconds(of), {
    of,
    to: reading,
    label: `reading (${seconds(reading)})`,
  });
  report("", "", { of, to: inBatches, label: `reading batch by batch (${seconds(inBatches)})` });
  report("", "", { of, to: all, label: `reading and bare writing (${seconds(all)})` });
  report("accounts rescored per second", ((1000 * clientIds.length) / of).toFixed(0));
}

function batchesOf(clientIds: readonly string[]): string[][] {
  const count = Math.ceil(clientIds.length / batchSize);
  return Array.from({ length: count }, (_, index) => clientIds.slice(index * batchSize, (index + 1) * batchSize));
}

/** The statements that read the facts of one account, with others in its place. */
async function readingOf(
  { persistence, tenantId }: Pick<Runtime, "persistence" | "tenantId">,
  clientIds: readonly string[],
  asOf: string,
): Promise<(clientIds: readonly string[]) => Statement[]> {
  const some = clientIds.slice(0, 1);
  const statements = await statementsOf(() =>
    persistence.read(tenantId, async (tx) => {
      await tx.queries.accountFacts({ clientIds: some, asOf, timeZone: "UTC" });
      await tx.snapshots.bandsBefore(some, asOf);
      await tx.overrides.on(some, asOf);
    }),
  );
  const reading = statements.filter(({ text }) => text.includes("cs.")).flatMap(apart);
  return (ids) =>
    reading.map(({ text, values }) => ({ text, values: values.map((value) => (Array.isArray(value) ? ids : value)) }));
}

/** The queries that the product asks together: rows are read as rows, whatever JSON the product has them in. */
function apart(statement: Statement): Statement[] {
  const queries = [...statement.text.matchAll(/FROM \(((?:(?! AS listed\)).)*)\) AS listed\)/gs)];
  if (queries.length === 0) return [statement];
  return queries.map(([, query = ""]) => {
    const values: unknown[] = [];
    const text = query.replace(/\$(\d+)/g, (_, place) => `$${values.push(statement.values[Number(place) - 1])}`);
    return { text, values };
  });
}

async function drainAll(bare: pg.Client, batches: readonly Statement[][], tenantId: string): Promise<void> {
  await bare.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  await bare.query("SELECT set_config('cs.tenant_id', $1, true)", [tenantId]);
  for (const statement of batches.flat()) await drain(bare, statement);
  await bare.query("COMMIT");
}

async function writeBare(owner: pg.Client, asOf: string): Promise<number> {
  for (const table of written) {
    await owner.query(`TRUNCATE bench.given_${table}`);
    await owner.query(`INSERT INTO bench.given_${table} SELECT * FROM cs.${table} WHERE as_of = '${asOf}'`);
  }
  return timed(async () => {
    for (const table of written) await owner.query(`INSERT INTO bench.${table} SELECT * FROM bench.given_${table}`);
  });
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
