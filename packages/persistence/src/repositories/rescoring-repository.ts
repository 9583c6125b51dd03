import type { CalendarDate, ClientId } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../schema/tables.ts";

/** How far a run over all accounts has come. */
export interface RescoringRun {
  readonly runId: string;
  readonly asOf: CalendarDate;
  /** The account after which it goes on; null at the beginning. */
  readonly lastClientId: ClientId | null;
  readonly visited: number;
  readonly scored: number;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

export interface RescoringReader {
  /** The last runs, newest first. */
  latest(limit: number): Promise<RescoringRun[]>;
  /** A run; null when it has not begun. */
  find(runId: string): Promise<RescoringRun | null>;
  /** Whether a run for the day has ended. */
  isDone(asOf: CalendarDate): Promise<boolean>;
}

export interface RescoringRepository extends RescoringReader {
  /** Begins a run, or finds it where it stopped; until the transaction ends nobody else goes on with it. */
  open(runId: string, asOf: CalendarDate): Promise<RescoringRun>;
  /** Notes a batch, in the same transaction that stored its scores, and gives the run as it is then. */
  advance(
    runId: string,
    batch: { readonly lastClientId: ClientId; readonly visited: number; readonly scored: number },
  ): Promise<RescoringRun>;
  finish(runId: string): Promise<RescoringRun>;
  /** Removes runs that began more than 90 days ago, but for the last ten, and returns how many. */
  removeExpired(): Promise<number>;
}

const columns = [
  "run_id as runId",
  "as_of as asOf",
  "last_client_id as lastClientId",
  "visited",
  "scored",
  "started_at as startedAt",
  "finished_at as finishedAt",
] as const;

export function createRescoringReader(trx: Transaction<Tables>): RescoringReader {
  return {
    latest: (limit) =>
      trx
        .selectFrom("rescoring_runs")
        .select(columns)
        .orderBy("started_at", "desc")
        .orderBy("run_id")
        .limit(limit)
        .execute(),
    async find(runId) {
      const row = await trx.selectFrom("rescoring_runs").select(columns).where("run_id", "=", runId).executeTakeFirst();
      return row ?? null;
    },
    async isDone(asOf) {
      const row = await trx
        .selectFrom("rescoring_runs")
        .select("run_id")
        .where("as_of", "=", asOf)
        .where("finished_at", "is not", null)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

export function createRescoringRepository(trx: Transaction<Tables>, tenantId: string): RescoringRepository {
  return {
    ...createRescoringReader(trx),
    async open(runId, asOf) {
      const begun = trx
        .insertInto("rescoring_runs")
        .values({ tenant_id: tenantId, run_id: runId, as_of: asOf })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const found = trx
        .selectFrom("rescoring_runs")
        .select(columns)
        .where("run_id", "=", runId)
        .forUpdate()
        .executeTakeFirstOrThrow();
      const [, run] = await Promise.all([begun, found]);
      return run;
    },
    advance: (runId, { lastClientId, visited, scored }) =>
      trx
        .updateTable("rescoring_runs")
        .set((eb) => ({
          last_client_id: lastClientId,
          visited: eb("visited", "+", visited),
          scored: eb("scored", "+", scored),
        }))
        .where("run_id", "=", runId)
        .returning(columns)
        .executeTakeFirstOrThrow(),
    finish: (runId) =>
      trx
        .updateTable("rescoring_runs")
        .set((eb) => ({ finished_at: eb.fn("clock_timestamp") }))
        .where("run_id", "=", runId)
        .returning(columns)
        .executeTakeFirstOrThrow(),
    async removeExpired() {
      const last = trx.selectFrom("rescoring_runs").select("run_id").orderBy("started_at", "desc").limit(10);
      const { numDeletedRows } = await trx
        .deleteFrom("rescoring_runs")
        .where("started_at", "<", sql<string>`now() - interval '90 days'`)
        .where("run_id", "not in", last)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}
