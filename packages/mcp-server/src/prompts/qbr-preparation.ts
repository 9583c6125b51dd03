import { clientArgument, type Prompt } from "./prompt.ts";

export const qbrPreparation: Prompt = {
  name: "qbr_preparation",
  title: "QBR preparation",
  description: "Prepares a quarterly business review with one client.",
  arguments: [clientArgument, { name: "from", description: "First day of the quarter, YYYY-MM-DD.", required: false }],
  tools: ["get_client_overview", "get_client_timeline", "analyze_health_trends"],
  steps: (of) => [
    `Call get_client_overview for ${of("clientId")} with responseFormat detailed: contract, contacts, use, open tickets.`,
    `Call get_client_timeline${of("from") && ` from ${of("from")}`}: what happened in the quarter, good and bad.`,
    `Call analyze_health_trends${of("from") && ` from ${of("from")}`}: where the score goes and what moved it.`,
    "Write an agenda: value reached with its numbers, open problems with their dates, goals to agree on, next steps.",
  ],
};
