import { setTimeout as wait } from "node:timers/promises";
import { CreateMessageResultSchema } from "@modelcontextprotocol/sdk/types.js";
import { type FixtureTool, text } from "./fixture-tool.ts";

/** As long as the suite wants steps to take. */
const stepMilliseconds = 50;

/** Tools that say something to the client, or ask it, while they run. */
export const exchangeTools: readonly FixtureTool[] = [
  {
    name: "test_tool_with_logging",
    description: "Logs three messages.",
    async call(_, { log }) {
      await log("Tool execution started");
      await wait(stepMilliseconds);
      await log("Tool processing data");
      await wait(stepMilliseconds);
      await log("Tool execution completed");
      return [text("Three messages were logged.")];
    },
  },
  {
    name: "test_tool_with_progress",
    description: "Reports its progress three times.",
    async call(_, { _meta, sendNotification }) {
      const progressToken = _meta?.progressToken;
      for (const progress of [0, 50, 100]) {
        if (progress > 0) await wait(stepMilliseconds);
        if (progressToken === undefined) continue;
        const params = { progressToken, progress, total: 100 };
        await sendNotification({ method: "notifications/progress", params });
      }
      return [text("It is done.")];
    },
  },
  {
    name: "test_sampling",
    description: "Asks the client's model.",
    inputSchema: {
      type: "object",
      properties: { prompt: { type: "string", description: "The prompt to send to the model" } },
      required: ["prompt"],
    },
    async call({ prompt }, { sendRequest }) {
      const messages = [{ role: "user" as const, content: { type: "text" as const, text: String(prompt) } }];
      const params = { messages, maxTokens: 100 };
      const { content } = await sendRequest({ method: "sampling/createMessage", params }, CreateMessageResultSchema);
      return [text(`LLM response: ${content.type === "text" ? content.text : content.type}`)];
    },
  },
  {
    name: "test_reconnection",
    description: "Closes its stream before it answers, where streams can be taken up again.",
    async call(_, { closeSSEStream }) {
      closeSSEStream?.();
      await wait(stepMilliseconds);
      return [text("The answer came after the stream was closed.")];
    },
  },
];
