import type pg from "pg";
import { quantileOf, report } from "../report.ts";
import { replay, statementsOf } from "./statements.ts";

export interface ReadComparison {
  readonly name: string;
  readonly rounds: number;
  /** The call of a round, always the same for the same round. */
  readonly call: (round: number) => Promise<unknown>;
}

/**
 * Calls beside their own statements sent by a bare client in the same kind of transaction, by turns. Each call runs once
 * before it is timed, so that both find the same pages in memory.
 */
export async function compareReads(bare: pg.Client, { name, rounds, call }: ReadComparison): Promise<void> {
  const called: number[] = [];
  const replayed: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const statements = await statementsOf(() => call(round));
    const turns = [
      async () => called.push(await timed(() => call(round))),
      async () => replayed.push(await timed(() => replay(bare, statements))),
    ];
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
  }
  for (const share of [0.5, 0.99]) {
    const [of, to] = [quantileOf(called, share), quantileOf(replayed, share)];
    const label = `the bare queries (${to.toFixed(2)} ms)`;
    report(`${name}, p${100 * share}`, `${of.toFixed(2)} ms`, { of, to, label });
  }
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
