import { calendarDateSchema, text } from "@cs/models";
import { z } from "zod";
import { cursorInput } from "../../operation/cursor.ts";

const segmentId = z.string().max(60).describe("From list; define: new version.");
// Without a default: the fields of all actions are one object, and other actions take no limit.
const limit = z.int().min(1).max(100).optional().describe("Default 25.");

/** What defines a segment. */
const definition = {
  method: z.enum(["rule", "rfm", "k_means"]).optional().describe("Default rule."),
  rule: z
    .record(z.string(), z.unknown())
    .optional()
    .describe(
      'As {"all":[{"fact":"band","op":"in","value":["good"]}]}; also any, {"not":one}. Facts: segment, ' +
        "lifecycle_stage, plan_tier, csm, arr (cents), score, band, days_to_renewal, measures as usage_trend. op: = != < " +
        "<= > >= in known unknown.",
    ),
  features: z.array(z.string().max(60)).min(1).max(8).optional().describe("k_means: numeric facts."),
  clusters: z.int().min(2).max(10).optional().describe("k_means."),
  seed: z.int().min(0).max(1_000_000).optional().describe("k_means: default 1."),
};
const definitionInput = z.strictObject(definition);
export type DefinitionInput = z.output<typeof definitionInput>;

/** What each action takes. */
export const actionInputs = {
  list: z.strictObject({ limit, cursor: cursorInput }),
  show: z.strictObject({ segmentId }),
  members: z.strictObject({
    segmentId,
    group: z.string().max(60).optional().describe("members: only this."),
    change: z.enum(["entered", "left"]).optional().describe("members: only those."),
    limit,
    cursor: cursorInput,
  }),
  preview: z.strictObject({
    segmentId: segmentId.optional(),
    ...definition,
    asOf: calendarDateSchema.optional().describe("preview: default today."),
  }),
  define: z.strictObject({
    segmentId: segmentId.optional(),
    name: text(100).optional().describe("define: unique."),
    ...definition,
  }),
  evaluate: z.strictObject({ segmentId }),
} as const;

export type MembersInput = z.output<typeof actionInputs.members>;
export type PreviewInput = z.output<typeof actionInputs.preview>;
export type DefineInput = z.output<typeof actionInputs.define>;
