import type { Answered } from "@cs/services";
import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import type { RequestId } from "@modelcontextprotocol/sdk/types.js";

/** How long a person may think about a question, in milliseconds. */
const patience = 5 * 60_000;

/** The question to the person behind a client, where the client can ask one (MCP elicitation); undefined where it cannot. */
export function askPerson(
  server: Server,
  { requestId, signal }: { readonly requestId: RequestId; readonly signal: AbortSignal },
): ((question: string) => Promise<Answered>) | undefined {
  if (!server.getClientCapabilities()?.elicitation) return undefined;
  return async (question) => {
    try {
      const { action, content } = await server.elicitInput(
        {
          message: question,
          requestedSchema: {
            type: "object",
            properties: { confirm: { type: "boolean", title: "Do it", default: false } },
            required: ["confirm"],
          },
        },
        { timeout: patience, signal, relatedRequestId: requestId },
      );
      return action === "accept" && content?.["confirm"] === true ? "yes" : "no";
    } catch {
      signal.throwIfAborted();
      return "unavailable";
    }
  };
}
