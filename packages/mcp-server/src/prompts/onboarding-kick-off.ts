import { clientArgument, type Prompt } from "./prompt.ts";

export const onboardingKickOff: Prompt = {
  name: "onboarding_kick_off",
  title: "Onboarding kick-off",
  description: "Prepares the first meeting with a new client.",
  arguments: [clientArgument],
  tools: ["get_client_overview", "get_client_timeline", "track_feature_adoption"],
  steps: (of) => [
    `Call get_client_overview for ${of("clientId")} with responseFormat detailed: products, seats, term, who is there in which role.`,
    "Call get_client_timeline: what happened since the contract began.",
    "Call track_feature_adoption for the segment of the client: which features similar clients use, and how long they took.",
    "Write: participants by role and who is missing, an agenda, goals to agree on with a measure each, the first three steps.",
    "Goals and dates that nobody stated are questions for the meeting, not entries of the plan.",
  ],
};
