import { clientArgument, type Prompt } from "./prompt.ts";

export const churnSavePlan: Prompt = {
  name: "churn_save_plan",
  title: "Churn save plan",
  description: "A plan to keep a client that may leave, from what drives its score.",
  arguments: [clientArgument],
  tools: ["get_client_overview", "get_client_timeline", "calculate_health_score"],
  steps: (of) => [
    `Call get_client_overview for ${of("clientId")}: how much is at stake and until when notice can be given.`,
    "Call calculate_health_score with include change and reach: what cost points, and what would bring a better band.",
    "Call get_client_timeline: tickets, answers and people who left, as evidence.",
    "Write the plan: causes with evidence, one action per cause with owner and date, and the measure that shows it worked.",
    "A score is no probability of leaving: do not turn it into one.",
  ],
};
