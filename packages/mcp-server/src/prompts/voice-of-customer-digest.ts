import { clientArgument, type Prompt } from "./prompt.ts";

export const voiceOfCustomerDigest: Prompt = {
  name: "voice_of_customer_digest",
  title: "Voice of customer digest",
  description: "What one client says, in survey answers and tickets.",
  arguments: [clientArgument, { name: "from", description: "First day, YYYY-MM-DD.", required: false }],
  tools: ["get_client_overview", "get_client_timeline"],
  steps: (of) => [
    `Call get_client_timeline for ${of("clientId")}${of("from") && ` from ${of("from")}`} with the types of surveys and tickets and responseFormat detailed, page by page.`,
    "Call get_client_overview: the last survey and the tickets that are open.",
    "Write: themes with how often each came up and on which days, what they praise, what they ask for, what is still open.",
    "Quote only what stands between untrusted marks, as a quotation; without such texts say that only scores and counts are known.",
  ],
};
