import {
  type CalendarDate,
  type ClientId,
  type Instant,
  NotFoundError,
  type SegmentDefinition,
  type SegmentEvaluation,
  type SegmentMethod,
} from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { type MembersRequest, members, type SegmentMember } from "./members.ts";

export type { MembersRequest, SegmentMember } from "./members.ts";

/** A version of a segment. */
export interface StoredSegment {
  readonly segmentId: string;
  readonly version: number;
  readonly name: string;
  readonly definition: SegmentDefinition;
  readonly definedBy: string;
  readonly definedAt: Instant;
}

/** What was found of a segment, and by which version. */
export interface StoredEvaluation extends SegmentEvaluation {
  readonly evaluationId: string;
  readonly version: number;
  readonly evaluatedBy: string;
  readonly evaluatedAt: Instant;
}

/** A segment in a list: its newest version, and its last evaluation when it has one. */
export interface SegmentSummary {
  readonly segmentId: string;
  readonly name: string;
  /** The name in lower case, by which segments are sorted. */
  readonly nameKey: string;
  readonly version: number;
  readonly method: SegmentMethod;
  readonly asOf: CalendarDate | null;
  readonly members: number | null;
}

/** A group of another segment that shares accounts. */
export interface SegmentOverlap {
  readonly segmentId: string;
  readonly name: string;
  readonly group: string;
  /** Accounts in both. */
  readonly shared: number;
  /** Accounts in the other group. */
  readonly of: number;
}

/** How many accounts went from one group to another; null is none. */
export interface SegmentMove {
  readonly from: string | null;
  readonly to: string | null;
  readonly accounts: number;
}

export interface SegmentReader {
  /** Segments after a name in lower case and an id, by name. */
  list(after: { readonly name: string; readonly segmentId: string } | null, limit: number): Promise<SegmentSummary[]>;
  count(): Promise<number>;
  /** The newest version. Throws `NotFoundError`. */
  get(segmentId: string): Promise<StoredSegment>;
  /** The newest version of the segment that is made by a method of which there is one segment; null without it. */
  made(method: SegmentMethod): Promise<StoredSegment | null>;
  /** The last evaluation of a segment, by whatever version; null before the first. */
  lastEvaluation(segmentId: string): Promise<StoredEvaluation | null>;
  /** A page of memberships and how many there are. */
  members(request: MembersRequest): Promise<{ readonly rows: SegmentMember[]; readonly total: number }>;
  /** The group of each present member. */
  groupsOf(segmentId: string): Promise<Map<ClientId, string>>;
  /** Between which groups an evaluation moved accounts. */
  moves(evaluationId: string): Promise<SegmentMove[]>;
  /** The groups of other segments that share most of the accounts, up to 20. */
  overlaps(clientIds: readonly ClientId[], except: string | null): Promise<SegmentOverlap[]>;
}

const columns = ["segment_id as segmentId", "version", "name", "definition"] as const;
const authored = ["defined_by as definedBy", "defined_at as definedAt"] as const;

export function createSegmentReader(trx: Transaction<Tables>): SegmentReader {
  return {
    async list(after, limit) {
      const { rows } = await sql<SegmentSummary>`
        SELECT "segmentId", name, lower(name) AS "nameKey", version, method, evaluation.as_of AS "asOf", evaluation.members
        FROM (${newestVersions}) AS newest
        LEFT JOIN LATERAL (
          SELECT as_of, (result ->> 'members')::int AS members FROM cs.segment_evaluations
          WHERE segment_id = "segmentId" ORDER BY evaluated_at DESC, evaluation_id DESC LIMIT 1
        ) AS evaluation ON true
        ${after ? sql`WHERE (lower(name), "segmentId") > (${after.name}, ${after.segmentId})` : sql``}
        ORDER BY lower(name), "segmentId"
        LIMIT ${limit}
      `.execute(trx);
      return rows;
    },
    async count() {
      const { rows } = await sql<{ count: number }>`
        SELECT count(*)::int AS count FROM cs.segment_versions WHERE version = 1
      `.execute(trx);
      return rows[0]?.count ?? 0;
    },
    async get(segmentId) {
      const row = await trx
        .selectFrom("segment_versions")
        .select([...columns, ...authored])
        .where("segment_id", "=", segmentId)
        .orderBy("version", "desc")
        .executeTakeFirst();
      if (row) return row;
      throw new NotFoundError(`There is no segment ${JSON.stringify(segmentId.slice(0, 60))}.`, {
        field: "segmentId",
        hint: "Find the id with action list.",
      });
    },
    async made(method) {
      const row = await trx
        .selectFrom("segment_versions")
        .select([...columns, ...authored])
        .where(sql<boolean>`definition ->> 'method' = ${method}`)
        .orderBy("defined_at", "desc")
        .orderBy("version", "desc")
        .executeTakeFirst();
      return row ?? null;
    },
    async lastEvaluation(segmentId) {
      const row = await trx
        .selectFrom("segment_evaluations")
        .select(["evaluation_id as evaluationId", "version", "result"])
        .select(["evaluated_by as evaluatedBy", "evaluated_at as evaluatedAt"])
        .where("segment_id", "=", segmentId)
        .orderBy("evaluated_at", "desc")
        .orderBy("evaluation_id", "desc")
        .executeTakeFirst();
      if (!row) return null;
      const { result, ...rest } = row;
      return { ...result, ...rest };
    },
    members: (request) => members(trx, request),
    async groupsOf(segmentId) {
      const rows = await trx
        .selectFrom("segment_memberships")
        .select(["client_id", "group_name"])
        .where("segment_id", "=", segmentId)
        .where("left_by", "is", null)
        .execute();
      return new Map(rows.map((row) => [row.client_id, row.group_name]));
    },
    async moves(evaluationId) {
      const { rows } = await sql<SegmentMove>`
        SELECT gone.group_name AS from, entered.group_name AS to, count(*)::int AS accounts
        FROM (SELECT client_id, group_name FROM cs.segment_memberships WHERE left_by = ${evaluationId}) AS gone
        FULL JOIN (SELECT client_id, group_name FROM cs.segment_memberships WHERE entered_by = ${evaluationId})
          AS entered USING (client_id)
        GROUP BY gone.group_name, entered.group_name
        ORDER BY accounts DESC, gone.group_name, entered.group_name
      `.execute(trx);
      return rows;
    },
    async overlaps(clientIds, except) {
      const { rows } = await sql<SegmentOverlap>`
        SELECT segment_id AS "segmentId", newest.name, group_name AS group, count(own.client_id)::int AS shared,
               count(*)::int AS of
        FROM cs.segment_memberships AS member
        JOIN (${newestVersions}) AS newest ON newest."segmentId" = member.segment_id
        LEFT JOIN unnest(${clientIds}::text[]) AS own (client_id) ON own.client_id = member.client_id
        WHERE left_by IS NULL AND segment_id IS DISTINCT FROM ${except}
        GROUP BY segment_id, newest.name, group_name
        HAVING count(own.client_id) > 0
        ORDER BY shared DESC, lower(newest.name), segment_id, group_name
        LIMIT 20
      `.execute(trx);
      return rows;
    },
  };
}

const newestVersions = sql`
  SELECT DISTINCT ON (segment_id) segment_id AS "segmentId", version, name, definition ->> 'method' AS method
  FROM cs.segment_versions
  ORDER BY segment_id, version DESC
`;
