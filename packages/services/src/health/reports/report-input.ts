import { calendarDateSchema, clientIdSchema } from "@cs/models";
import { z } from "zod";

export const reportFormats = ["html", "markdown", "pdf", "csv", "json"] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** What `generate_health_reports` takes. Without an id the report is about all accounts. */
export const reportInput = z.strictObject({
  clientId: clientIdSchema.optional().describe("About this client, from list_clients."),
  segmentId: z.string().max(60).optional().describe("About this segment, from segment_customers. Neither: everybody."),
  from: calendarDateSchema.optional().describe("First day, YYYY-MM-DD. Default 90 days before to."),
  to: calendarDateSchema.optional().describe("Last day. Default today."),
  format: z.enum(reportFormats).default("html").describe("Of the file. pdf needs Chromium, else it becomes html."),
});
