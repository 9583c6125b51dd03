import { z } from "zod";
import { identifierSchema } from "../health/identifier.ts";
import { text } from "../values/text.ts";

export const milestoneKinds = ["first_use", "events", "active_users"] as const;
export type MilestoneKind = (typeof milestoneKinds)[number];

/** The fields that a kind needs, and those that mean nothing to it. */
const fieldsOf = {
  first_use: { needs: ["feature"], refuses: ["count", "days"] },
  events: { needs: ["count"], refuses: [] },
  active_users: { needs: ["count", "days"], refuses: ["feature"] },
} as const satisfies Record<MilestoneKind, { needs: readonly string[]; refuses: readonly string[] }>;

/**
 * Something that accounts reach by using the product. `first_use`: the first day with an event of `feature`. `events`:
 * the first day on which there were `count` events, of `feature` or of all; with `days` only those of the first `days`
 * days as a customer count. `active_users`: the first day on which `count` distinct users had used the product in the
 * `days` days up to it. It is due `targetDays` days after the account became a customer; null when it never is.
 */
export const milestoneSchema = z
  .strictObject({
    id: identifierSchema,
    name: text(200),
    kind: z.enum(milestoneKinds),
    feature: text(200).nullable(),
    count: z.int().min(1).max(1_000_000_000).nullable(),
    days: z.int().min(1).max(3_650).nullable(),
    targetDays: z.int().min(0).max(3_650).nullable(),
  })
  .superRefine((milestone, context) => {
    const { needs, refuses } = fieldsOf[milestone.kind];
    const fault = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    for (const field of needs) if (milestone[field] === null) fault(field, `is needed for ${milestone.kind}`);
    for (const field of refuses) if (milestone[field] !== null) fault(field, `means nothing to ${milestone.kind}`);
  });
export type Milestone = z.infer<typeof milestoneSchema>;
