import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import { callMessage, initialize, initialized, requireResult, type ToolCall } from "./messages.ts";

const accept = { "content-type": "application/json", accept: "application/json, text/event-stream" };

/** One user of an MCP server over HTTP, with a connection and a session of its own. */
export class HttpUser {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #url: string;
  readonly #headers: Record<string, string>;

  constructor(url: string, key: string | null) {
    this.#url = url;
    this.#headers = { ...accept, ...(key !== null && { authorization: `Bearer ${key}` }) };
  }

  async open(): Promise<void> {
    const { headers } = await this.#post(initialize);
    this.#headers["mcp-session-id"] = String(headers["mcp-session-id"]);
    this.#headers["mcp-protocol-version"] = "2025-11-25";
    await this.#post(initialized);
  }

  /** Throws unless the tool answers. */
  async call(call: ToolCall): Promise<void> {
    const { body } = await this.#post(callMessage(call));
    const data = body.split("\n").find((line) => line.startsWith("data: {"));
    requireResult(data?.slice("data: ".length) ?? body);
  }

  close(): void {
    this.#agent.destroy();
  }

  async #post(body: string) {
    const response = await new Promise<import("node:http").IncomingMessage>((resolve, reject) => {
      const sent = request(this.#url, { method: "POST", headers: this.#headers, agent: this.#agent }, resolve);
      sent.on("error", reject);
      sent.end(body);
    });
    const { statusCode = 0, headers } = response;
    const answer = await text(response);
    if (statusCode >= 300) throw new Error(`${statusCode}: ${answer.slice(0, 500)}`);
    return { headers, body: answer };
  }
}
