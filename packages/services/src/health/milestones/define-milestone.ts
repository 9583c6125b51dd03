import { InvalidInputError, type Milestone, milestoneSchema } from "@cs/models";
import type { OperationContext } from "../../operation/operation.ts";
import { parseInput } from "../../operation/parse-input.ts";
import { describeMilestone } from "./describe-milestones.ts";
import { unknownMilestone } from "./load-milestones.ts";
import { type DefineMilestoneRequest, mostMilestones, type RetireMilestoneRequest } from "./milestones-input.ts";
import type { MilestonesAnswer } from "./milestones-output.ts";

type Context = OperationContext<"write">;

/** Puts a milestone in force, as a new version when there was another of its id. */
export async function defineMilestone(
  { milestoneId: id, name, kind, feature, count, days, targetDays, reason }: DefineMilestoneRequest,
  context: Context,
): Promise<MilestonesAnswer> {
  const milestone = parseInput(milestoneSchema, {
    id,
    name,
    kind,
    feature: feature ?? null,
    count: count ?? null,
    days: days ?? null,
    targetDays: targetDays ?? null,
  });
  const answer = await publish(milestone, { retired: false, reason }, context);
  const inForce = (await context.tx.milestones.newest()).filter(({ retired }) => !retired);
  if (inForce.length <= mostMilestones) return answer;
  throw new InvalidInputError(`At most ${mostMilestones} milestones can be in force.`, {
    field: "milestoneId",
    hint: "Retire one that nobody looks at.",
  });
}

/** Ends a milestone; what was achieved stays stored. */
export async function retireMilestone(
  { milestoneId, reason }: RetireMilestoneRequest,
  context: Context,
): Promise<MilestonesAnswer> {
  const inForce = (await context.tx.milestones.newest()).filter(({ retired }) => !retired);
  const found = inForce.find(({ milestone }) => milestone.id === milestoneId);
  if (found) return publish(found.milestone, { retired: true, reason }, context);
  const known = inForce.map(({ milestone }) => milestone.id);
  throw unknownMilestone(milestoneId, known, "milestoneId");
}

async function publish(
  milestone: Milestone,
  { retired, reason }: { readonly retired: boolean; readonly reason: string },
  { tx, today, actor, requestId }: Context,
): Promise<MilestonesAnswer> {
  const { version, before } = await tx.milestones.publish(milestone, retired);
  if (version !== before?.version) {
    const inForce = before && !before.retired ? before.milestone : null;
    const changes = [{ field: "milestone", before: inForce, after: retired ? null : milestone }];
    const operation = "track_adoption_milestones";
    await tx.audit.add({ actor, operation, clientId: null, requestId, reason, changes });
  }
  const milestones = [describeMilestone({ milestone, version, retired })];
  return { asOf: today, customers: null, milestones, next: null, stored: 0 };
}
