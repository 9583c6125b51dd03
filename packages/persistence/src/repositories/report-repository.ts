import { type CalendarDate, type ClientId, NotFoundError } from "@cs/models";
import type { Transaction } from "kysely";
import { newId } from "../ids.ts";
import type { ReportTable } from "../schema/report-table.ts";
import type { Tables } from "../schema/tables.ts";

/** A report to keep: about one account, one segment, or the whole portfolio when both ids are null. */
export interface NewReport {
  readonly clientId: ClientId | null;
  readonly segmentId: string | null;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly title: string;
  /** What it says, whatever the format. */
  readonly document: object;
  readonly format: ReportTable["format"];
  /** The document in that format. */
  readonly content: string;
  readonly author: string;
}

/** A report as it was made; it never changes. */
export interface StoredReport extends NewReport {
  readonly reportId: string;
  readonly createdAt: string;
}

export interface ReportReader {
  /** Throws `NotFoundError`. */
  get(reportId: string): Promise<StoredReport>;
  /** Ids that begin with a text, newest first. */
  idsLike(beginning: string, limit: number): Promise<string[]>;
}

export interface ReportRepository extends ReportReader {
  /** Keeps a report and gives its id. */
  add(report: NewReport): Promise<string>;
}

export function createReportReader(trx: Transaction<Tables>): ReportReader {
  return {
    async get(reportId) {
      const report = await trx
        .selectFrom("reports")
        .select(["report_id as reportId", "client_id as clientId", "segment_id as segmentId"])
        .select(["from_day as from", "to_day as to", "title", "document", "format", "content"])
        .select(["created_by as author", "created_at as createdAt"])
        .where("report_id", "=", reportId)
        .executeTakeFirst();
      if (report) return report;
      throw new NotFoundError(`There is no report ${JSON.stringify(reportId.slice(0, 60))}.`, {
        hint: "Make one with generate_health_reports.",
      });
    },
    async idsLike(beginning, limit) {
      const rows = await trx
        .selectFrom("reports")
        .select("report_id")
        .where((where) => where.fn("starts_with", ["report_id", where.val(beginning)]))
        .orderBy("report_id", "desc")
        .limit(limit)
        .execute();
      return rows.map((row) => row.report_id);
    },
  };
}

export function createReportRepository(trx: Transaction<Tables>, tenantId: string): ReportRepository {
  return {
    ...createReportReader(trx),
    async add({ clientId, segmentId, from, to, title, document, format, content, author }) {
      const reportId = newId("rep");
      await trx
        .insertInto("reports")
        .values({
          tenant_id: tenantId,
          report_id: reportId,
          client_id: clientId,
          segment_id: segmentId,
          from_day: from,
          to_day: to,
          title,
          document: JSON.stringify(document),
          format,
          content,
          created_by: author,
        })
        .execute();
      return reportId;
    },
  };
}
