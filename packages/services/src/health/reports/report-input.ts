import { calendarDateSchema, clientIdSchema } from "@cs/models";
import { z } from "zod";

export const reportFormats = ["html", "markdown", "pdf", "csv", "json"] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** What `generate_health_reports` takes. Without an id the report is about all accounts. */
export const reportInput = z.strictObject({
  clientId: clientIdSchema.optional().describe("From list_clients."),
  segmentId: z.string().max(60).optional().describe("From segment_customers. Neither: everybody."),
  from: calendarDateSchema.optional().describe("YYYY-MM-DD. Default 90 days before to."),
  to: calendarDateSchema.optional().describe("Default today."),
  format: z.enum(reportFormats).default("html").describe("Default html. pdf needs Chromium."),
});
