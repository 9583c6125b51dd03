import type { CalendarDate, ClientId } from "@cs/models";
import { type RawBuilder, sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

/** Which memberships of a segment. */
export interface MembersRequest {
  readonly segmentId: string;
  /** Only of this group; of all when absent. */
  readonly group?: string | undefined;
  /** Who entered or left with this evaluation; who is a member now when absent. */
  readonly change?: { readonly kind: "entered" | "left"; readonly evaluationId: string } | undefined;
  readonly after: { readonly name: string; readonly clientId: ClientId } | null;
  readonly limit: number;
}

/** An account in a group of a segment. */
export interface SegmentMember {
  readonly clientId: ClientId;
  readonly clientName: string;
  /** The name in lower case, by which members are sorted. */
  readonly nameKey: string;
  readonly group: string;
  /** The group that it left when it entered this one; null when it was in none. */
  readonly previousGroup: string | null;
  /** Days of the evaluations that found it and no longer did. */
  readonly enteredOn: CalendarDate;
  readonly leftOn: CalendarDate | null;
}

/** A page of memberships by name, and how many there are. */
export async function members(
  trx: Transaction<Tables>,
  request: MembersRequest,
): Promise<{ rows: SegmentMember[]; total: number }> {
  const { after, limit } = request;
  const which = conditionsOf(request);
  const { rows } = await sql<SegmentMember>`
    SELECT client_id AS "clientId", client_name AS "clientName", name_key AS "nameKey", group_name AS group,
           (SELECT group_name FROM cs.segment_memberships AS previous
            WHERE previous.left_by = page.entered_by AND previous.client_id = page.client_id) AS "previousGroup",
           (SELECT as_of FROM cs.segment_evaluations WHERE evaluation_id = entered_by) AS "enteredOn",
           (SELECT as_of FROM cs.segment_evaluations WHERE evaluation_id = left_by) AS "leftOn"
    FROM (
      SELECT client_id, client_name, name_key, group_name, entered_by, left_by
      FROM cs.segment_memberships AS member JOIN cs.accounts USING (tenant_id, client_id)
      WHERE ${which} ${after ? sql`AND (name_key, client_id) > (${after.name}, ${after.clientId})` : sql``}
      ORDER BY name_key, client_id
      LIMIT ${limit}
    ) AS page
    ORDER BY name_key, client_id
  `.execute(trx);
  const counted = await sql<{ total: number }>`
    SELECT count(*)::int AS total FROM cs.segment_memberships AS member WHERE ${which}
  `.execute(trx);
  return { rows, total: counted.rows[0]?.total ?? 0 };
}

function conditionsOf({ segmentId, group, change }: MembersRequest): RawBuilder<unknown> {
  const moment =
    change === undefined
      ? sql`left_by IS NULL`
      : sql`${sql.ref(change.kind === "entered" ? "entered_by" : "left_by")} = ${change.evaluationId}`;
  const ofGroup = group === undefined ? sql`true` : sql`group_name = ${group}`;
  return sql`member.segment_id = ${segmentId} AND ${moment} AND ${ofGroup}`;
}
