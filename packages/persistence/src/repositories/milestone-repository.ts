import type { CalendarDate, ClientId, Milestone } from "@cs/models";
import { sql, type Transaction } from "kysely";
import { contentHash } from "../content-hash.ts";
import type { Tables } from "../schema/tables.ts";

/** A milestone as it was published. */
export interface MilestoneVersion {
  readonly version: number;
  readonly milestone: Milestone;
  /** Whether this version ends the milestone. */
  readonly retired: boolean;
  readonly publishedAt: string;
}

/** A day on which an account is known to have reached a version of a milestone. */
export interface Achievement {
  readonly clientId: ClientId;
  readonly milestoneId: string;
  readonly version: number;
  readonly achievedOn: CalendarDate;
}

/** What publishing came to; nothing when the version is that of before. */
export interface PublishedMilestone {
  readonly version: number;
  readonly before: MilestoneVersion | null;
}

export interface MilestoneReader {
  /** The newest version of every milestone, by id; also of those that are retired. */
  newest(): Promise<MilestoneVersion[]>;
}

export interface MilestoneRepository extends MilestoneReader {
  /** Puts a milestone in force, or ends it, as its next version. The newest version again changes nothing. */
  publish(milestone: Milestone, retired: boolean): Promise<PublishedMilestone>;
  /**
   * Stores those achievements that are new, or of an earlier day than what is stored, and gives their number. What is
   * stored never moves to a later day.
   */
  achieve(achievements: readonly Achievement[]): Promise<number>;
}

export function createMilestoneReader(trx: Transaction<Tables>): MilestoneReader {
  return {
    async newest() {
      const { rows } = await sql<MilestoneVersion>`
        SELECT DISTINCT ON (milestone_id) version, definition AS milestone, retired, published_at AS "publishedAt"
        FROM cs.milestones
        ORDER BY milestone_id, version DESC
      `.execute(trx);
      return rows;
    },
  };
}

export function createMilestoneRepository(trx: Transaction<Tables>, tenantId: string): MilestoneRepository {
  const reader = createMilestoneReader(trx);
  return {
    ...reader,
    async publish(milestone, retired) {
      await takeTurn(trx, tenantId);
      const before = (await reader.newest()).find((each) => each.milestone.id === milestone.id) ?? null;
      const isSame = before?.retired === retired && contentHash(before.milestone) === contentHash(milestone);
      if (isSame) return { version: before.version, before };
      const version = (before?.version ?? 0) + 1;
      await trx
        .insertInto("milestones")
        .values({
          tenant_id: tenantId,
          milestone_id: milestone.id,
          version,
          definition: JSON.stringify(milestone),
          retired,
        })
        .execute();
      return { version, before };
    },
    async achieve(achievements) {
      const column = <Key extends keyof Achievement>(key: Key) => achievements.map((each) => each[key]);
      const result = await sql`
        INSERT INTO cs.milestone_achievements AS stored (tenant_id, client_id, milestone_id, version, achieved_on)
        SELECT ${tenantId}, client_id, milestone_id, version, achieved_on
        FROM unnest(
          ${column("clientId")}::text[], ${column("milestoneId")}::text[], ${column("version")}::int[],
          ${column("achievedOn")}::date[]
        ) AS given (client_id, milestone_id, version, achieved_on)
        WHERE NOT EXISTS (
          SELECT FROM cs.milestone_achievements AS earlier
          WHERE (earlier.client_id, earlier.milestone_id, earlier.version)
              = (given.client_id, given.milestone_id, given.version) AND earlier.achieved_on <= given.achieved_on
        )
        ORDER BY client_id, milestone_id
        ON CONFLICT DO NOTHING
      `.execute(trx);
      return Number(result.numAffectedRows ?? 0n);
    },
  };
}

/** Two who publish take turns, so that each sees the version of the other. */
async function takeTurn(trx: Transaction<Tables>, tenantId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`milestones ${tenantId}`}, 0))`.execute(trx);
}
