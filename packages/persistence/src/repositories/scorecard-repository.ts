import { ConflictError, NotFoundError, type Scorecard } from "@cs/models";
import type { Transaction } from "kysely";
import { contentHash } from "../content-hash.ts";
import type { Tables } from "../schema/tables.ts";

export interface ScorecardReader {
  /** The scorecard in force, or null before the first was published. */
  active(): Promise<Scorecard | null>;
  /** The newest version of a scorecard. Throws `NotFoundError`, naming those there are. */
  newest(scorecardId: string): Promise<Scorecard>;
}

export interface ScorecardRepository extends ScorecardReader {
  /**
   * Stores a version and puts it in force. Publishing the same again changes nothing; another content under a published
   * version throws `ConflictError`, because stored scores refer to it.
   */
  publish(scorecard: Scorecard): Promise<void>;
}

export function createScorecardReader(trx: Transaction<Tables>): ScorecardReader {
  return {
    async active() {
      const row = await trx
        .selectFrom("tenants")
        .innerJoin("scorecards", (join) =>
          join
            .onRef("scorecards.scorecard_id", "=", "tenants.active_scorecard_id")
            .onRef("scorecards.version", "=", "tenants.active_scorecard_version"),
        )
        .select("definition")
        .executeTakeFirst();
      return row?.definition ?? null;
    },
    async newest(scorecardId) {
      const row = await trx
        .selectFrom("scorecards")
        .select("definition")
        .where("scorecard_id", "=", scorecardId)
        .orderBy("version", "desc")
        .executeTakeFirst();
      if (row) return row.definition;
      const known = await trx
        .selectFrom("scorecards")
        .select("scorecard_id")
        .distinct()
        .orderBy("scorecard_id")
        .execute();
      throw new NotFoundError(`There is no scorecard ${JSON.stringify(scorecardId.slice(0, 60))}.`, {
        field: "scorecardId",
        hint: `Published are: ${known.map((each) => each.scorecard_id).join(", ") || "none"}.`,
      });
    },
  };
}

export function createScorecardRepository(trx: Transaction<Tables>, tenantId: string): ScorecardRepository {
  return {
    ...createScorecardReader(trx),
    async publish(scorecard) {
      const { id, version } = scorecard;
      await trx
        .insertInto("scorecards")
        .values({ tenant_id: tenantId, scorecard_id: id, version, definition: JSON.stringify(scorecard) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const stored = await trx
        .selectFrom("scorecards")
        .select("definition")
        .where("scorecard_id", "=", id)
        .where("version", "=", version)
        .executeTakeFirstOrThrow();
      if (contentHash(stored.definition) !== contentHash(scorecard)) {
        throw new ConflictError(`Scorecard ${id} version ${version} is already published with other content.`, {
          field: "version",
          hint: `Publish the change as version ${version + 1}.`,
        });
      }
      await trx.updateTable("tenants").set({ active_scorecard_id: id, active_scorecard_version: version }).execute();
    },
  };
}
