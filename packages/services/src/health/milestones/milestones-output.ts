import { milestoneStatuses } from "@cs/analytics";
import { milestoneKinds } from "@cs/models";
import { z } from "zod";
import { reading } from "../../operation/reading-output.ts";

const count = z.int();
const day = z.string().nullable();

const stateOutput = z.strictObject({
  status: z.enum(milestoneStatuses),
  achievedOn: day,
  days: z.int().nullable().describe("From becoming a customer."),
  dueOn: day,
  inTime: z.boolean().nullable(),
  mayBeEarlier: z.boolean().describe("Usage is not known back to the first day as a customer."),
  reason: z.string().nullable().describe("Why the status is unknown."),
});

const countsOutput = z.strictObject({
  achieved: count,
  overdue: count,
  pending: count,
  missed: count.describe("The days in which it could be reached are over."),
  unknown: count,
});

const overdueOutput = z.strictObject({
  clientId: z.string(),
  clientName: z.string(),
  dueOn: z.string(),
  daysOverdue: z.int(),
});

const milestoneOutput = z.strictObject({
  milestoneId: z.string(),
  version: z.int(),
  retired: z.boolean(),
  name: z.string(),
  kind: z.enum(milestoneKinds),
  feature: z.string().nullable(),
  count: z.int().nullable(),
  days: z.int().nullable(),
  targetDays: z.int().nullable(),
  client: stateOutput.nullable().describe("Of one client."),
  counts: countsOutput.nullable().describe("Of several clients."),
  medianDays: reading.nullable().describe("To reach it; who has not yet is kept in the estimate (Kaplan-Meier)."),
  overdueClients: z.array(overdueOutput).readonly().describe("Longest overdue first."),
});
export type MilestoneAnswer = z.infer<typeof milestoneOutput>;

/** What `track_adoption_milestones` answers. */
export const milestonesOutput = z.strictObject({
  asOf: z.string(),
  customers: z.int().nullable().describe("Clients that were looked at."),
  milestones: z.array(milestoneOutput),
  next: z
    .strictObject({ milestoneId: z.string(), dueOn: day })
    .nullable()
    .describe("Of one client: the first that is due and not reached."),
  stored: z.int().describe("Achievements that track stored: new ones, and those of an earlier day than before."),
});
export type MilestonesAnswer = z.infer<typeof milestonesOutput>;
