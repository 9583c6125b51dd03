import { type ClientId, ConflictError, type Instant, type RiskEntry } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

/** A version of a risk as it was stored. */
export interface StoredRisk extends RiskEntry {
  readonly version: number;
  readonly author: string;
  readonly recordedAt: Instant;
}

/** Where the previous page ended. */
export interface RiskPosition {
  readonly recordedAt: Instant;
  readonly factor: string;
  readonly version: number;
}

export interface RiskHistoryRequest {
  readonly clientId: ClientId;
  /** Only this factor; all when null. */
  readonly factor: string | null;
  readonly after: RiskPosition | null;
  readonly limit: number;
}

export interface RiskReader {
  /** The newest version of every risk of an account, by factor. */
  newest(clientId: ClientId): Promise<StoredRisk[]>;
  /** All versions, newest first, and how many there are. */
  history(request: RiskHistoryRequest): Promise<{ readonly rows: StoredRisk[]; readonly total: number }>;
}

export interface RiskRepository extends RiskReader {
  /**
   * Adds the next version of a risk. `expectedVersion` is the newest version as the caller read it, 0 when there is none.
   *
   * @throws ConflictError when somebody else has added one.
   */
  record(entry: RiskEntry, expectedVersion: number, author: string): Promise<StoredRisk>;
}

// Times are cut to milliseconds, as callers see them: a cursor must not fall between two values that print alike.
const columns = sql`
  client_id AS "clientId", factor, version, status, owner, mitigation, due_on AS "dueOn", level, value, as_of AS "asOf",
  author, date_trunc('milliseconds', recorded_at) AS "recordedAt"
`;

export function createRiskReader(trx: Transaction<Tables>): RiskReader {
  return {
    async newest(clientId) {
      const { rows } = await sql<StoredRisk>`
        SELECT DISTINCT ON (factor) ${columns} FROM cs.risk_register
        WHERE client_id = ${clientId}
        ORDER BY factor, version DESC
      `.execute(trx);
      return rows;
    },
    async history({ clientId, factor, after, limit }) {
      const asked = sql`client_id = ${clientId} ${factor === null ? sql`` : sql`AND factor = ${factor}`}`;
      const { rows } = await sql<StoredRisk>`
        SELECT * FROM (SELECT ${columns} FROM cs.risk_register WHERE ${asked}) AS entry
        ${after ? sql`WHERE ("recordedAt", factor, version) < (${after.recordedAt}::timestamptz, ${after.factor}, ${after.version})` : sql``}
        ORDER BY "recordedAt" DESC, factor DESC, version DESC
        LIMIT ${limit}
      `.execute(trx);
      const counted = await sql<{ total: number }>`
        SELECT count(*)::int AS total FROM cs.risk_register WHERE ${asked}
      `.execute(trx);
      return { rows, total: counted.rows[0]?.total ?? 0 };
    },
  };
}

export function createRiskRepository(trx: Transaction<Tables>, tenantId: string): RiskRepository {
  const reader = createRiskReader(trx);
  return {
    ...reader,
    async record({ clientId, factor, status, owner, mitigation, dueOn, level, value, asOf }, expectedVersion, author) {
      await takeTurn(trx, `risks ${tenantId} ${clientId}`);
      const { rows: newest } = await sql<{ version: number }>`
        SELECT max(version) AS version FROM cs.risk_register WHERE client_id = ${clientId} AND factor = ${factor}
      `.execute(trx);
      const version = newest[0]?.version ?? 0;
      if (version !== expectedVersion) {
        throw new ConflictError(`The risk has version ${version}, not ${expectedVersion}.`, {
          field: "expectedVersion",
          hint: "Read it again, then record on top of what it says now.",
        });
      }
      const { rows } = await sql<StoredRisk>`
        INSERT INTO cs.risk_register
          (tenant_id, client_id, factor, version, status, owner, mitigation, due_on, level, value, as_of, author)
        VALUES (${tenantId}, ${clientId}, ${factor}, ${version + 1}, ${status}, ${owner}, ${mitigation}, ${dueOn},
                ${level}, ${value}, ${asOf}, ${author})
        RETURNING ${columns}
      `.execute(trx);
      const [stored] = rows;
      if (!stored) throw new Error("a risk was not stored");
      return stored;
    },
  };
}

/** Two who record risks of one account take turns, so that each sees the version of the other. */
async function takeTurn(trx: Transaction<Tables>, name: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(trx);
}
