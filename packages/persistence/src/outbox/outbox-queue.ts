import type { Instant } from "@cs/models";
import type pg from "pg";
import { toDatabaseError } from "../connection/database-error.ts";

/** An effect that a relay has taken. */
export interface ClaimedEffect {
  readonly tenantId: string;
  /** The same at every attempt: what a receiver tells a repeated delivery by. */
  readonly id: string;
  readonly destination: string;
  readonly key: string;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** 1 at the first attempt. */
  readonly attempt: number;
  /** Whether a relay died in the attempt before, so that nobody knows what came of it. */
  readonly interrupted: boolean;
  readonly createdAt: Instant;
}

/** What became of an attempt. */
export type Settlement =
  | { readonly outcome: "delivered" }
  | { readonly outcome: "retry"; readonly error: string; readonly afterMilliseconds: number }
  | { readonly outcome: "dead"; readonly error: string };

/** The effects of all tenants, for a relay alone: nothing else of a tenant can be reached from here. */
export interface OutboxQueue {
  /** Takes due effects, up to 100; those that are not settled when the lease ends are due again. */
  claim(most: number, leaseMilliseconds: number): Promise<ClaimedEffect[]>;
  settle(effect: ClaimedEffect, settlement: Settlement): Promise<void>;
  /** Makes what was delivered to a destination within a time due again, and gives its number. */
  redeliver(destination: string, withinMilliseconds: number): Promise<number>;
}

interface Row {
  readonly tenant_id: string;
  readonly outbox_id: string;
  readonly destination: string;
  readonly key: string;
  readonly type: string;
  readonly payload: Record<string, unknown>;
  readonly attempts: number;
  readonly settled_attempts: number;
  readonly created_at: Instant;
}

/** The queue over a pool; each statement is a transaction of its own that belongs to no tenant. */
export function outboxQueueOver(pool: pg.Pool): OutboxQueue {
  const ask = async <Answer extends object>(statement: string, values: unknown[]): Promise<Answer[]> => {
    try {
      return (await pool.query<Answer>(statement, values)).rows;
    } catch (error) {
      throw toDatabaseError(error);
    }
  };
  return {
    async claim(most, leaseMilliseconds) {
      const rows = await ask<Row>("SELECT * FROM cs.claim_outbox($1, $2)", [most, interval(leaseMilliseconds)]);
      return rows.map((row) => ({
        tenantId: row.tenant_id,
        id: row.outbox_id,
        destination: row.destination,
        key: row.key,
        type: row.type,
        payload: row.payload,
        attempt: row.attempts,
        interrupted: row.attempts - 1 > row.settled_attempts,
        createdAt: row.created_at,
      }));
    },
    async settle({ tenantId, id, attempt }, settlement) {
      const error = settlement.outcome === "delivered" ? null : settlement.error;
      const retryAfter = settlement.outcome === "retry" ? interval(settlement.afterMilliseconds) : null;
      await ask("SELECT cs.settle_outbox($1, $2, $3, $4, $5)", [tenantId, id, attempt, error, retryAfter]);
    },
    async redeliver(destination, withinMilliseconds) {
      const statement = "SELECT cs.redeliver_outbox($1, $2) AS due";
      const [row] = await ask<{ due: number }>(statement, [destination, interval(withinMilliseconds)]);
      return row?.due ?? 0;
    },
  };
}

function interval(milliseconds: number): string {
  return `${milliseconds} milliseconds`;
}
