import type { CalendarDate, ChurnModelRun, ChurnPrediction, ClientId, Instant } from "@cs/models";
import { sql, type Transaction } from "kysely";
import { newId } from "../../ids.ts";
import type { Tables } from "../../schema/tables.ts";

/** A back-test with its models, as it was stored. */
export interface StoredChurnModel extends ChurnModelRun {
  readonly modelId: string;
  readonly author: string;
  readonly createdAt: Instant;
}

/** A prediction, and a hash of everything that it follows from. */
export interface NewPrediction {
  readonly prediction: ChurnPrediction;
  readonly inputHash: string;
}

/** A prediction as it was stored. */
export interface StoredPrediction extends ChurnPrediction {
  readonly predictionId: string;
  readonly author: string;
  readonly predictedAt: Instant;
}

export interface PredictionsRequest {
  readonly clientId: ClientId;
  readonly after: { readonly predictedAt: Instant; readonly predictionId: string } | null;
  readonly limit: number;
}

export interface ChurnReader {
  /** The newest back-test with its models that knows of no decision after a day; null when there is none. */
  newestModel(until: CalendarDate): Promise<StoredChurnModel | null>;
  /** What was predicted of an account, newest first, and how many predictions there are. */
  predictions(request: PredictionsRequest): Promise<{ readonly rows: StoredPrediction[]; readonly total: number }>;
}

export interface ChurnRepository extends ChurnReader {
  storeModel(run: ChurnModelRun, author: string): Promise<StoredChurnModel>;
  /** Stores predictions; what follows from the same inputs is stored once. Returns how many are new. */
  recordPredictions(given: readonly NewPrediction[], author: string): Promise<number>;
}

const modelColumns = [
  "model_id as modelId",
  "kind",
  "first_day as firstDay",
  "last_day as lastDay",
  "watched_until as watchedUntil",
  "account_months as accountMonths",
  "accounts",
  "leavers",
  "leads",
  "horizons",
  "author",
  "created_at as createdAt",
] as const;

export function createChurnReader(trx: Transaction<Tables>): ChurnReader {
  return {
    async newestModel(until) {
      const row = await trx
        .selectFrom("churn_models")
        .select(modelColumns)
        .where("watched_until", "<=", until)
        .orderBy("created_at", "desc")
        .orderBy("model_id", "desc")
        .executeTakeFirst();
      return row ?? null;
    },
    async predictions({ clientId, after, limit }) {
      // Times are cut to milliseconds, as callers see them: a cursor must not fall between two values that print alike.
      const at = sql`date_trunc('milliseconds', predicted_at)`;
      const { rows } = await sql<{ id: string; author: string; at: Instant; result: ChurnPrediction }>`
        SELECT prediction_id AS id, author, ${at} AS at, result
        FROM cs.churn_predictions
        WHERE client_id = ${clientId}
          ${after ? sql`AND (${at}, prediction_id) < (${after.predictedAt}::timestamptz, ${after.predictionId})` : sql``}
        ORDER BY ${at} DESC, prediction_id DESC
        LIMIT ${limit}
      `.execute(trx);
      const counted = await sql<{ total: number }>`
        SELECT count(*)::int AS total FROM cs.churn_predictions WHERE client_id = ${clientId}
      `.execute(trx);
      return {
        rows: rows.map(({ id, author, at: predictedAt, result }) => ({
          ...result,
          predictionId: id,
          author,
          predictedAt,
        })),
        total: counted.rows[0]?.total ?? 0,
      };
    },
  };
}

export function createChurnRepository(trx: Transaction<Tables>, tenantId: string): ChurnRepository {
  return {
    ...createChurnReader(trx),
    storeModel: (
      { kind, firstDay, lastDay, watchedUntil, accountMonths, accounts, leavers, leads, horizons },
      author,
    ) =>
      trx
        .insertInto("churn_models")
        .values({
          tenant_id: tenantId,
          model_id: newId("chm"),
          kind,
          first_day: firstDay,
          last_day: lastDay,
          watched_until: watchedUntil,
          account_months: accountMonths,
          accounts,
          leavers,
          leads: JSON.stringify(leads),
          horizons: JSON.stringify(horizons),
          author,
        })
        .returning(modelColumns)
        .executeTakeFirstOrThrow(),
    async recordPredictions(given, author) {
      if (given.length === 0) return 0;
      const rows = given.map(({ prediction, inputHash }) => ({
        prediction_id: newId("prd"),
        client_id: prediction.clientId,
        as_of: prediction.asOf,
        horizon_months: prediction.horizonMonths,
        model_id: prediction.modelId,
        input_hash: inputHash,
        probability: prediction.probability,
        result: prediction,
      }));
      const { numAffectedRows } = await sql`
        INSERT INTO cs.churn_predictions
          (tenant_id, prediction_id, client_id, as_of, horizon_months, model_id, input_hash, probability, result, author)
        SELECT ${tenantId}, given.*, ${author}
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given
          (prediction_id text, client_id text, as_of date, horizon_months integer, model_id text, input_hash text,
           probability double precision, result jsonb)
        ON CONFLICT DO NOTHING
      `.execute(trx);
      return Number(numAffectedRows ?? 0);
    },
  };
}
