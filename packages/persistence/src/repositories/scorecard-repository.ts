import { ConflictError, NotFoundError, type Scorecard, type ScorecardRules } from "@cs/models";
import { sql, type Transaction } from "kysely";
import { contentHash } from "../content-hash.ts";
import type { Tables } from "../schema/tables.ts";

export interface ScorecardReader {
  /** The newest version of a scorecard. Throws `NotFoundError`, naming those there are. */
  newest(scorecardId: string): Promise<Scorecard>;
  /** One version of a scorecard, as it was published. Throws `NotFoundError`. */
  version(scorecardId: string, version: number): Promise<Scorecard>;
  /** Every version, by id and then newest first, without its content. */
  list(): Promise<PublishedScorecard[]>;
  /** The rules in force and their version; null before the first were published. */
  rules(): Promise<{ readonly version: number; readonly rules: ScorecardRules } | null>;
}

export interface PublishedScorecard {
  readonly scorecardId: string;
  readonly version: number;
  readonly name: string;
  readonly publishedAt: string;
}

export interface ScorecardRepository extends ScorecardReader {
  /**
   * Stores a version; it is in force at once wherever the rules name its id, if it is the newest. Publishing the same
   * again changes nothing and gives false; other content under a published version throws `ConflictError`, because
   * stored scores refer to it.
   */
  publish(scorecard: Scorecard): Promise<boolean>;
  /**
   * Puts rules in force and gives their version. The rules in force again change nothing. Throws `NotFoundError` when a
   * rule names a scorecard that was never published.
   */
  publishRules(rules: ScorecardRules): Promise<number>;
}

export function createScorecardReader(trx: Transaction<Tables>): ScorecardReader {
  return {
    async newest(scorecardId) {
      const row = await trx
        .selectFrom("scorecards")
        .select("definition")
        .where("scorecard_id", "=", scorecardId)
        .orderBy("version", "desc")
        .executeTakeFirst();
      return row?.definition ?? unknownScorecard(trx, scorecardId);
    },
    async version(scorecardId, version) {
      const row = await trx
        .selectFrom("scorecards")
        .select("definition")
        .where("scorecard_id", "=", scorecardId)
        .where("version", "=", version)
        .executeTakeFirst();
      if (row) return row.definition;
      throw new NotFoundError(`Scorecard ${scorecardId.slice(0, 60)} has no version ${version}.`, { field: "version" });
    },
    async list() {
      const { rows } = await sql<PublishedScorecard>`
        SELECT scorecard_id AS "scorecardId", version, definition ->> 'name' AS name, published_at AS "publishedAt"
        FROM cs.scorecards
        ORDER BY scorecard_id, version DESC
      `.execute(trx);
      return rows;
    },
    async rules() {
      const row = await trx
        .selectFrom("scorecard_rules")
        .select(["version", "rules"])
        .orderBy("version", "desc")
        .executeTakeFirst();
      return row ?? null;
    },
  };
}

export function createScorecardRepository(trx: Transaction<Tables>, tenantId: string): ScorecardRepository {
  const reader = createScorecardReader(trx);
  return {
    ...reader,
    async publish(scorecard) {
      const { id, version } = scorecard;
      const inserted = await trx
        .insertInto("scorecards")
        .values({ tenant_id: tenantId, scorecard_id: id, version, definition: JSON.stringify(scorecard) })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (contentHash(await reader.version(id, version)) !== contentHash(scorecard)) {
        const newest = await reader.newest(id);
        throw new ConflictError(`Scorecard ${id} version ${version} is already published with other content.`, {
          field: "version",
          hint: `Publish the change as version ${newest.version + 1}.`,
        });
      }
      return inserted.numInsertedOrUpdatedRows === 1n;
    },
    async publishRules(rules) {
      for (const id of new Set(rules.map((rule) => rule.scorecardId))) await reader.newest(id);
      await takeTurn(trx, tenantId);
      const inForce = await reader.rules();
      if (inForce && contentHash(inForce.rules) === contentHash(rules)) return inForce.version;
      const version = (inForce?.version ?? 0) + 1;
      await trx
        .insertInto("scorecard_rules")
        .values({ tenant_id: tenantId, version, rules: JSON.stringify(rules) })
        .execute();
      return version;
    },
  };
}

/** Two who publish rules take turns, so that each sees the version of the other. */
async function takeTurn(trx: Transaction<Tables>, tenantId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`scorecard rules ${tenantId}`}, 0))`.execute(trx);
}

async function unknownScorecard(trx: Transaction<Tables>, scorecardId: string): Promise<never> {
  const known = await trx.selectFrom("scorecards").select("scorecard_id").distinct().orderBy("scorecard_id").execute();
  throw new NotFoundError(`There is no scorecard ${JSON.stringify(scorecardId.slice(0, 60))}.`, {
    field: "scorecardId",
    hint: `Published are: ${known.map((each) => each.scorecard_id).join(", ") || "none"}.`,
  });
}
