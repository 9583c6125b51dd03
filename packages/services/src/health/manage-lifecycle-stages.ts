import { defineAction, defineActions } from "../operation/define-actions.ts";
import { moveStage } from "./lifecycle/move-stage.ts";
import { evaluateStages, getStages } from "./lifecycle/read-stages.ts";
import { stagesInputs } from "./lifecycle/stages-input.ts";
import { stagesOutput } from "./lifecycle/stages-output.ts";

/** Where an account stands in its life, where it may go next, and the going. */
export const manageLifecycleStages = defineActions({
  name: "manage_lifecycle_stages",
  title: "Lifecycle stages",
  description: "Shows and changes the lifecycle stage of a client, with what stored facts say for and against.",
  category: "health",
  action: "get: stage, dwell, history; evaluate: allowed moves with evidence; transition: moves.",
  output: stagesOutput,
  cut: { list: "history" },
  actions: {
    get: defineAction({ effect: "read", input: stagesInputs.get, run: getStages }),
    evaluate: defineAction({ effect: "read", input: stagesInputs.evaluate, run: evaluateStages }),
    transition: defineAction({ effect: "write", input: stagesInputs.transition, run: moveStage }),
  },
});
