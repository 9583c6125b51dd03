import { defineAction, defineActions } from "../operation/define-actions.ts";
import { defineMilestone, retireMilestone } from "./milestones/define-milestone.ts";
import { evaluateMilestones, listMilestones, trackMilestones } from "./milestones/evaluate-milestones.ts";
import { milestonesInputs } from "./milestones/milestones-input.ts";
import { milestonesOutput } from "./milestones/milestones-output.ts";

/** What customers are to reach by using the product, and who has reached it when. */
export const trackAdoptionMilestones = defineActions({
  name: "track_adoption_milestones",
  title: "Adoption milestones",
  description:
    "Adoption milestones: when reached, what is next or overdue; of many clients counts, median days, " +
    "longest overdue.",
  category: "health",
  action: "track: evaluate and store; list: definitions.",
  output: milestonesOutput,
  cut: {
    list: "milestones",
    rest: ({ milestones }, shown) => ({ milestoneIds: milestones.slice(shown).map(({ milestoneId }) => milestoneId) }),
  },
  actions: {
    evaluate: defineAction({ effect: "read", input: milestonesInputs.evaluate, run: evaluateMilestones }),
    track: defineAction({ effect: "write", input: milestonesInputs.track, run: trackMilestones }),
    define: defineAction({ effect: "write", input: milestonesInputs.define, run: defineMilestone }),
    retire: defineAction({ effect: "write", input: milestonesInputs.retire, run: retireMilestone }),
    list: defineAction({ effect: "read", input: milestonesInputs.list, run: (_, context) => listMilestones(context) }),
  },
});
