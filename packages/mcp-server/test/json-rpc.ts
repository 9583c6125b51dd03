import type { RunningProgram } from "@cs/testing";

/** A message as it goes over the line. */
export interface Message {
  readonly jsonrpc?: unknown;
  readonly id?: unknown;
  readonly method?: unknown;
  readonly result?: { readonly [key: string]: unknown };
  readonly error?: { readonly code: number; readonly message: string };
}

export function initialize(id: number | string = 0): object {
  const clientInfo = { name: "raw", version: "1.0.0" };
  return {
    jsonrpc: "2.0",
    id,
    method: "initialize",
    params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo },
  };
}

export const initialized = { jsonrpc: "2.0", method: "notifications/initialized" };

export function ping(id: number | string): object {
  return { jsonrpc: "2.0", id, method: "ping" };
}

export function toolCall(id: number | string, name: string, input: object): object {
  return { jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: input } };
}

/** Sends messages to a stdio server, one a line. */
export function send({ child }: RunningProgram, ...messages: readonly object[]): void {
  child.stdin.write(messages.map((message) => `${JSON.stringify(message)}\n`).join(""));
}

/** Every whole line a server wrote to stdout, which must be JSON. */
export function received(program: RunningProgram): Message[] {
  const lines = program.stdout().split("\n");
  lines.pop();
  return lines.map((line) => JSON.parse(line) as Message);
}

/** Waits for the answer to a request. */
export async function answerTo(program: RunningProgram, id: number | string): Promise<Message> {
  const find = () => received(program).find((message) => message.id === id && message.method === undefined);
  await program.printed("stdout", new RegExp(`"id":${JSON.stringify(id)}[^\\n]*\\n`));
  const answer = find();
  if (!answer) throw new Error(`no answer to ${id}: ${program.stdout()}`);
  return answer;
}
