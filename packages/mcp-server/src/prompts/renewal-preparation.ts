import { clientArgument, type Prompt } from "./prompt.ts";

export const renewalPreparation: Prompt = {
  name: "renewal_preparation",
  title: "Renewal preparation",
  description: "Prepares the talk about the renewal of one client.",
  arguments: [clientArgument],
  tools: ["get_client_overview", "get_client_timeline"],
  steps: (of) => [
    `Call get_client_overview for ${of("clientId")} with responseFormat detailed: renewal, opt-out deadline, ARR, seats, use.`,
    "Call get_client_timeline: what was promised, what broke, who joined and who left since the term began.",
    "Write: dates that bind, value shown in use, risks with evidence, who decides, and an opening position.",
    "Where a term is null, write that it must be looked up in the contract.",
  ],
};
