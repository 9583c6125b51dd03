import { type Instant, NotFoundError } from "@cs/models";
import { sql, type Transaction } from "kysely";
import { contentHash } from "../../content-hash.ts";
import type { Tables } from "../../schema/tables.ts";

/** Something to do outside once the transaction is committed, at least once. */
export interface OutboxEffect {
  /** Which handler of the relay does it. */
  readonly destination: string;
  /** What makes it one and the same effect for its destination, however often it is added while it is kept. */
  readonly key: string;
  readonly type: string;
  readonly payload: object;
  /** Where it stands among effects that are delivered one after the other; without it, it stands alone. */
  readonly turn?: OutboxTurn | undefined;
  /** Not to be delivered before; at once when left out. */
  readonly dueAt?: Instant | undefined;
}

/**
 * A place in a line. An effect waits until none of its line with a lower place is pending; one that is dead is not waited
 * for. Lines of different destinations have nothing to do with each other.
 */
export interface OutboxTurn {
  readonly line: string;
  readonly place: number;
}

export const outboxStates = ["pending", "delivered", "dead"] as const;
export type OutboxState = (typeof outboxStates)[number];

/** An effect as people see it, without its payload. */
export interface OutboxEntry {
  readonly id: string;
  readonly destination: string;
  readonly key: string;
  readonly type: string;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
  readonly lastError: string | null;
  readonly createdAt: Instant;
  readonly deliveredAt: Instant | null;
}

export interface OutboxCounts {
  readonly pending: number;
  /** When the oldest effect was added that is due and not delivered; null without one. */
  readonly oldestPendingAt: Instant | null;
  readonly dead: number;
}

export interface OutboxReader {
  /** The newest effects, of one state or of all. */
  list(request: { readonly state: OutboxState | null; readonly limit: number }): Promise<OutboxEntry[]>;
  counts(): Promise<OutboxCounts>;
  /** What became of effects for a destination, by their keys; one that was never added, or delivered long ago, is absent. */
  fates(destination: string, keys: readonly string[]): Promise<Map<string, OutboxFate>>;
}

/** What became of an effect so far. */
export type OutboxFate = Pick<OutboxEntry, "state" | "lastError">;

export interface OutboxRepository extends OutboxReader {
  /** Adds effects that are delivered if this transaction commits. One that was added before is left as it is. */
  add(...effects: readonly OutboxEffect[]): Promise<void>;
  /** Makes dead letters due again and gives their number; null for all. Throws `NotFoundError` for an id that is none. */
  replay(ids: readonly string[] | null): Promise<number>;
  /** Removes effects that were delivered more than 90 days ago and returns how many. */
  removeExpired(): Promise<number>;
}

export function createOutboxReader(trx: Transaction<Tables>, tenantId: string): OutboxReader {
  return {
    list: ({ state, limit }) =>
      trx
        .selectFrom("outbox")
        .select([
          "outbox_id as id",
          "destination",
          "key",
          "type",
          "state",
          "attempts",
          "next_attempt_at as nextAttemptAt",
          "last_error as lastError",
          "created_at as createdAt",
          "delivered_at as deliveredAt",
        ])
        .$if(state !== null, (query) => query.where("state", "=", state ?? "pending"))
        .orderBy("created_at", "desc")
        .orderBy("outbox_id")
        .limit(limit)
        .execute(),
    async counts() {
      const { rows } = await sql<OutboxCounts>`
        SELECT count(*) FILTER (WHERE state = 'pending') AS pending,
               min(created_at) FILTER (
                 WHERE state = 'pending' AND (attempts > 0 OR next_attempt_at <= now())
               ) AS "oldestPendingAt",
               count(*) FILTER (WHERE state = 'dead') AS dead
        FROM cs.outbox WHERE state <> 'delivered'
      `.execute(trx);
      return rows[0] ?? { pending: 0, oldestPendingAt: null, dead: 0 };
    },
    async fates(destination, keys) {
      const ids = keys.map((key) => outboxId(tenantId, { destination, key }));
      const rows = await trx
        .selectFrom("outbox")
        .select(["key", "state", "last_error as lastError"])
        .where("outbox_id", "=", sql<string>`ANY(${ids})`)
        .execute();
      return new Map(rows.map(({ key, ...fate }) => [key, fate]));
    },
  };
}

export function createOutboxRepository(trx: Transaction<Tables>, tenantId: string): OutboxRepository {
  return {
    ...createOutboxReader(trx, tenantId),
    async add(...effects) {
      if (effects.length === 0) return;
      const rows = effects.map(({ turn, ...effect }) => ({ ...effect, ...turn, id: outboxId(tenantId, effect) }));
      await sql`
        INSERT INTO cs.outbox (tenant_id, outbox_id, destination, key, type, payload, line, place, next_attempt_at)
        SELECT ${tenantId}, id, destination, key, type, payload, line, place, coalesce("dueAt", clock_timestamp())
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given (
          id text, destination text, key text, type text, payload jsonb, line text, place integer, "dueAt" timestamptz
        )
        ON CONFLICT DO NOTHING
      `.execute(trx);
    },
    async replay(ids) {
      const replayed = await trx
        .updateTable("outbox")
        .set({ state: "pending", attempts: 0, settled_attempts: 0, next_attempt_at: sql`clock_timestamp()` })
        .where("state", "=", "dead")
        .$if(ids !== null, (query) => query.where("outbox_id", "in", [...(ids ?? [])]))
        .returning("outbox_id as id")
        .execute();
      const found = new Set(replayed.map(({ id }) => id));
      const missing = (ids ?? []).find((id) => !found.has(id));
      if (missing !== undefined) throw notDead(missing);
      return found.size;
    },
    async removeExpired() {
      const { numDeletedRows } = await trx
        .deleteFrom("outbox")
        .where("state", "=", "delivered")
        .where("delivered_at", "<", sql<string>`now() - interval '90 days'`)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

/** The same for the same effect, in every process and for ever. */
function outboxId(tenantId: string, { destination, key }: Pick<OutboxEffect, "destination" | "key">): string {
  return `out_${contentHash([tenantId, destination, key])}`;
}

function notDead(id: string): NotFoundError {
  return new NotFoundError(`There is no dead letter ${JSON.stringify(id.slice(0, 80))}. Nothing was replayed.`, {
    field: "id",
    hint: "Find the ids with cs outbox list --state dead.",
  });
}
