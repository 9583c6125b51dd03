import { type ClientId, ConflictError, type SegmentDefinition, type SegmentEvaluation } from "@cs/models";
import { sql, type Transaction } from "kysely";
import { contentHash } from "../../content-hash.ts";
import { newId } from "../../ids.ts";
import type { Tables } from "../../schema/tables.ts";
import { createSegmentReader, type SegmentReader, type StoredSegment } from "./segment-reader.ts";

export interface NewSegmentVersion {
  /** Which segment gets a new version; null for a new segment. */
  readonly segmentId: string | null;
  readonly name: string;
  readonly definition: SegmentDefinition;
  readonly author: string;
}

/** What an evaluation found and changed. */
export interface NewEvaluation {
  readonly segment: StoredSegment;
  readonly result: SegmentEvaluation;
  readonly inputHash: string;
  readonly author: string;
  /** Who is a member from now on, in which group. */
  readonly entered: ReadonlyMap<ClientId, string>;
  /** Whose membership ends. */
  readonly left: readonly ClientId[];
}

export interface SegmentRepository extends SegmentReader {
  /** Whoever changes segments of the tenant takes turns until the transaction ends, so that each sees what the other did. */
  takeTurn(): Promise<void>;
  /**
   * Stores a version with the next number. The same name and definition again change nothing. Throws `ConflictError`
   * when another segment has the name, whatever its case.
   */
  define(version: NewSegmentVersion): Promise<StoredSegment>;
  /** Stores an evaluation, ends and begins memberships. Throws when an account is a member twice. */
  recordEvaluation(evaluation: NewEvaluation): Promise<void>;
}

export function createSegmentRepository(trx: Transaction<Tables>, tenantId: string): SegmentRepository {
  const reader = createSegmentReader(trx);
  return {
    ...reader,
    async takeTurn() {
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`segments ${tenantId}`}, 0))`.execute(trx);
    },
    async define({ segmentId, name, definition, author }) {
      const newest = segmentId === null ? null : await reader.get(segmentId);
      if (newest && contentHash([newest.name, newest.definition]) === contentHash([name, definition])) return newest;
      await refuseKnownName(trx, name, segmentId);
      const id = newest?.segmentId ?? newId("seg");
      await trx
        .insertInto("segment_versions")
        .values({
          tenant_id: tenantId,
          segment_id: id,
          version: (newest?.version ?? 0) + 1,
          name,
          definition: JSON.stringify(definition),
          defined_by: author,
        })
        .execute();
      return reader.get(id);
    },
    async recordEvaluation({ segment, result, inputHash, author, entered, left }) {
      const { segmentId, version } = segment;
      const evaluationId = newId("sev");
      await trx
        .insertInto("segment_evaluations")
        .values({
          tenant_id: tenantId,
          evaluation_id: evaluationId,
          segment_id: segmentId,
          version,
          as_of: result.asOf,
          input_hash: inputHash,
          result: JSON.stringify(result),
          evaluated_by: author,
        })
        .execute();
      await sql`
        UPDATE cs.segment_memberships SET left_by = ${evaluationId}
        WHERE segment_id = ${segmentId} AND left_by IS NULL AND client_id = ANY(${left})
      `.execute(trx);
      await sql`
        INSERT INTO cs.segment_memberships (tenant_id, segment_id, client_id, group_name, entered_by)
        SELECT ${tenantId}, ${segmentId}, client_id, group_name, ${evaluationId}
        FROM unnest(${[...entered.keys()]}::text[], ${[...entered.values()]}::text[]) AS entered (client_id, group_name)
      `.execute(trx);
    },
  };
}

async function refuseKnownName(trx: Transaction<Tables>, name: string, segmentId: string | null): Promise<void> {
  const { rows } = await sql<{ segmentId: string }>`
    SELECT segment_id AS "segmentId" FROM (
      SELECT DISTINCT ON (segment_id) segment_id, name FROM cs.segment_versions ORDER BY segment_id, version DESC
    ) AS newest
    WHERE lower(name) = lower(${name}) AND segment_id IS DISTINCT FROM ${segmentId}
  `.execute(trx);
  const [other] = rows;
  if (!other) return;
  throw new ConflictError(`Segment ${other.segmentId} has this name already.`, {
    field: "name",
    hint: `Give segmentId ${other.segmentId} to change it, or another name.`,
  });
}
