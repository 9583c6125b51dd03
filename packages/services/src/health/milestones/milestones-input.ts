import { calendarDateSchema, clientIdSchema, milestoneKinds, milestoneSchema, segmentSchema, text } from "@cs/models";
import { z } from "zod";

const fields = milestoneSchema.shape;
/** More would not fit into an answer for a model. */
export const mostMilestones = 50;

const scope = {
  clientId: clientIdSchema.optional().describe("Default all customers."),
  segment: segmentSchema.optional().describe("Size."),
  milestoneIds: z.array(fields.id).min(1).max(mostMilestones).optional().describe("Only these."),
  limit: z.int().min(1).max(20).optional().describe("Overdue clients each. Default 5."),
};
const milestoneId = fields.id.describe("define, retire: as first_report.");
const reason = text(500).describe("define, retire: why.");

/** What each action takes. */
export const milestonesInputs = {
  evaluate: z.strictObject({
    ...scope,
    asOf: calendarDateSchema.optional().describe("evaluate: default today."),
  }),
  track: z.strictObject(scope),
  define: z.strictObject({
    milestoneId,
    name: fields.name.describe("define."),
    kind: z.enum(milestoneKinds).describe("define: first use of feature, count events, or count users in days."),
    feature: fields.feature.unwrap().optional().describe("define: which; events: default all."),
    count: fields.count.unwrap().optional().describe("define."),
    days: fields.days.unwrap().optional().describe("define: window; events: first days as a customer."),
    targetDays: fields.targetDays.unwrap().optional().describe("define: due so many days after start."),
    reason,
  }),
  retire: z.strictObject({ milestoneId, reason }),
  list: z.strictObject({}),
} as const;

export type EvaluateMilestonesRequest = z.output<typeof milestonesInputs.evaluate>;
export type DefineMilestoneRequest = z.output<typeof milestonesInputs.define>;
export type RetireMilestoneRequest = z.output<typeof milestonesInputs.retire>;
