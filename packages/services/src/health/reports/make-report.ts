import { addDays, type CalendarDate, InvalidInputError } from "@cs/models";
import type { ReadTransaction, Tenant } from "@cs/persistence";
import type { Report } from "@cs/reports";
import type { z } from "zod";
import { loadClient } from "./client-data.ts";
import { clientReport } from "./client-report.ts";
import { loadPortfolio } from "./portfolio-data.ts";
import { portfolioReport } from "./portfolio-report.ts";
import type { reportInput } from "./report-input.ts";

const defaultDays = 90;

type ReportRequest = Omit<z.output<typeof reportInput>, "format">;

export interface ReportScope {
  readonly clientId: string | null;
  readonly segmentId: string | null;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** About whom a report is, and over which days. Throws `InvalidInputError`. */
export function scopeOfReport(request: ReportRequest, today: CalendarDate): ReportScope {
  const { clientId = null, segmentId = null, to = today } = request;
  const from = request.from ?? addDays(to, -defaultDays);
  if (clientId !== null && segmentId !== null) {
    throw new InvalidInputError("A report is about a client or a segment.", {
      field: "segmentId",
      hint: "Leave out clientId or segmentId.",
    });
  }
  if (from > to) {
    throw new InvalidInputError(`from (${from}) is after to (${to}).`, { field: "from", hint: "Swap them." });
  }
  return { clientId, segmentId, from, to };
}

/** The report of a scope, from what is stored. Throws `NotFoundError` for an unknown client or segment. */
export async function makeReport(tx: ReadTransaction, tenant: Tenant, scope: ReportScope): Promise<Report> {
  const { clientId, segmentId, ...days } = scope;
  if (clientId !== null) return clientReport(await loadClient(tx, tenant, { clientId, ...days }));
  if (segmentId === null) {
    return portfolioReport("all accounts", await loadPortfolio(tx, tenant, { clientIds: null, ...days }));
  }
  const { name } = await tx.segments.get(segmentId);
  const clientIds = [...(await tx.segments.groupsOf(segmentId)).keys()];
  return portfolioReport(`segment ${name}`, await loadPortfolio(tx, tenant, { clientIds, ...days }));
}
