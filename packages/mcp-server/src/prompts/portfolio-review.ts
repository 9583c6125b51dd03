import type { Prompt } from "./prompt.ts";

export const portfolioReview: Prompt = {
  name: "portfolio_review",
  title: "Portfolio review",
  description: "Where the whole customer base, or a part of it, stands and goes.",
  arguments: [
    { name: "segment", description: "Only this size: enterprise, mid_market, smb or startup.", required: false },
  ],
  tools: ["list_clients", "analyze_health_trends"],
  steps: (of) => [
    `Call list_clients sorted by health${of("segment") && ` with segment ${of("segment")}`}: number and ARR by band.`,
    `Call analyze_health_trends${of("segment") && ` with segment ${of("segment")}`} and responseFormat detailed: trend, migration, causes.`,
    "Write: state and direction with their numbers, the ARR in the two lowest bands, common causes, three decisions to take.",
    "Say which trends are not significant, and how many accounts lack the data for a score.",
  ],
};
