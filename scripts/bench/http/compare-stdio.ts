import type pg from "pg";
import { medianOf, report } from "../report.ts";
import { timed } from "../store/compare-reads.ts";
import { replay, type Statement } from "../store/statements.ts";
import { callMessage, initialize, initialized, requireResult, type ToolCall } from "./messages.ts";
import type { ServerProcess } from "./server-process.ts";

export interface StdioComparison {
  readonly product: ServerProcess;
  readonly echo: ServerProcess;
  readonly bare: pg.Client;
  /** The statements that a call sends. Asking for them also brings their pages into memory. */
  statementsOf(call: ToolCall): Promise<readonly Statement[]>;
  readonly calls: Readonly<Record<string, (round: number) => ToolCall>>;
  readonly rounds: number;
}

/** What a call over stdio costs above what it must: a message there and back to a bare server, and its statements. */
export async function compareStdio(comparison: StdioComparison): Promise<void> {
  const { product, echo, bare, calls, rounds } = comparison;
  for (const server of [product, echo]) {
    await ask(server, initialize);
    server.write(initialized);
  }
  for (const [name, callOf] of Object.entries(calls)) {
    const called: number[] = [];
    const echoed: number[] = [];
    const queried: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const call = callOf(round);
      const message = callMessage(call);
      const statements = await comparison.statementsOf(call);
      const turns = [
        async () => called.push(await timed(async () => requireResult(await ask(product, message)))),
        async () => echoed.push(await timed(async () => requireResult(await ask(echo, message)))),
        async () => queried.push(await timed(() => replay(bare, statements))),
      ];
      for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
    }
    const [call, message, query] = [medianOf(called), medianOf(echoed), medianOf(queried)];
    report(`stdio ${name}, p50`, `${call.toFixed(2)} ms`);
    report("  of it a message and its queries", `${message.toFixed(2)} + ${query.toFixed(2)} ms`);
    report("  above both", `${(call - message - query).toFixed(2)} ms`);
  }
}

async function ask(server: ServerProcess, message: string): Promise<string> {
  const answer = server.line();
  server.write(message);
  return answer;
}
