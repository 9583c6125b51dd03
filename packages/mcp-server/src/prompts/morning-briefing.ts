import type { Prompt } from "./prompt.ts";

export const morningBriefing: Prompt = {
  name: "morning_briefing",
  title: "Morning briefing",
  description: "What a customer success manager should know and do today.",
  arguments: [{ name: "csm", description: "Only the accounts of this manager.", required: false }],
  tools: ["list_clients", "analyze_health_trends"],
  steps: (of) => [
    `Call analyze_health_trends for the last 7 days${of("csm") && ` with csm ${of("csm")}`}: new alerts, furthest movers and why.`,
    `Call list_clients sorted by renewal, then by health${of("csm") && `, with csm ${of("csm")}`}: what ends soon, who is worst.`,
    "Name at most five accounts that need somebody today. For each: what happened, since when, what to do first.",
    "If a day is listed under incidents, say that its scores may come from faulty data.",
  ],
};
