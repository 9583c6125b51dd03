import type { Instant } from "@cs/models";
import { sql, type Transaction } from "kysely";
import { lockKey } from "../../connection/while-held.ts";
import type { Tables } from "../../schema/tables.ts";

/** What a back-test is at: reading accounts, or testing and training by lead and horizon. */
export type BacktestStep = "reading" | "testing";

/** How far a back-test has come within its step. */
export interface BacktestProgress {
  readonly step: BacktestStep;
  readonly done: number;
  readonly total: number;
}

/** A back-test that runs or has ended. */
export interface BacktestRun extends BacktestProgress {
  readonly runId: string;
  readonly author: string;
  /** `interrupted` when its process is gone and left no end. */
  readonly state: "running" | "completed" | "failed" | "interrupted";
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  /** What it stored; null unless it has completed. */
  readonly modelId: string | null;
  /** Why it failed; null unless it has. */
  readonly failure: string | null;
}

/** How a back-test ended. */
export type BacktestEnd = { readonly modelId: string } | { readonly failure: string };

export interface BacktestRunReader {
  /** The last runs, newest first. */
  latest(limit: number): Promise<BacktestRun[]>;
}

export interface BacktestRunRepository extends BacktestRunReader {
  /** Begins a run, which counts as running while its lock is held. */
  begin(runId: string, author: string): Promise<void>;
  advance(runId: string, progress: BacktestProgress): Promise<void>;
  end(runId: string, end: BacktestEnd): Promise<void>;
}

/** The lock that whoever works on a run holds, for `Persistence.whileHeld`. */
export function backtestLock(tenantId: string, runId: string): string {
  return `backtest ${tenantId} ${runId}`;
}

export function createBacktestRunReader(trx: Transaction<Tables>): BacktestRunReader {
  return {
    async latest(limit) {
      const { rows } = await sql<BacktestRun>`
        SELECT run_id AS "runId", author, step, done, total, started_at AS "startedAt", ended_at AS "endedAt",
          model_id AS "modelId", failure,
          CASE
            WHEN model_id IS NOT NULL THEN 'completed'
            WHEN failure IS NOT NULL THEN 'failed'
            -- Whoever gets the lock of a run knows that nobody works on it.
            WHEN pg_try_advisory_xact_lock_shared(${lockKey(sql`'backtest ' || tenant_id || ' ' || run_id`)})
              THEN 'interrupted'
            ELSE 'running'
          END AS state
        FROM cs.backtest_runs
        ORDER BY started_at DESC, run_id DESC
        LIMIT ${limit}
      `.execute(trx);
      return rows;
    },
  };
}

export function createBacktestRunRepository(trx: Transaction<Tables>, tenantId: string): BacktestRunRepository {
  return {
    ...createBacktestRunReader(trx),
    async begin(runId, author) {
      await trx.insertInto("backtest_runs").values({ tenant_id: tenantId, run_id: runId, author }).execute();
    },
    async advance(runId, { step, done, total }) {
      await trx.updateTable("backtest_runs").set({ step, done, total }).where("run_id", "=", runId).execute();
    },
    async end(runId, end) {
      await trx
        .updateTable("backtest_runs")
        .set((eb) => ({ ...setOf(end), ended_at: eb.fn("clock_timestamp") }))
        .where("run_id", "=", runId)
        .execute();
    },
  };
}

function setOf(end: BacktestEnd): { model_id: string } | { failure: string } {
  return "modelId" in end ? { model_id: end.modelId } : { failure: end.failure };
}
