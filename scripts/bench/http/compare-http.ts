import { medianOf, quantileOf, report } from "../report.ts";
import { HttpUser } from "./http-user.ts";
import { load, type Measured } from "./load.ts";
import type { ToolCall } from "./messages.ts";

export interface HttpComparison {
  readonly product: string;
  readonly echo: string;
  /** One API key for each user. */
  readonly keys: readonly string[];
  readonly loads: Readonly<Record<string, () => ToolCall>>;
  readonly rounds: number;
  readonly milliseconds: number;
}

/** The same calls by the same number of users to the product and to a bare server, by turns, for each kind of load. */
export async function compareHttp({ product, echo, keys, loads, rounds, milliseconds }: HttpComparison): Promise<void> {
  const ofProduct = keys.map((key) => new HttpUser(product, key));
  const ofEcho = keys.map(() => new HttpUser(echo, null));
  await Promise.all([...ofProduct, ...ofEcho].map((user) => user.open()));
  for (const [name, nextCall] of Object.entries(loads)) {
    const called: Measured[] = [];
    const echoed: Measured[] = [];
    await load(ofProduct, nextCall, milliseconds / 5);
    await load(ofEcho, nextCall, milliseconds / 5);
    for (let round = 0; round < rounds; round += 1) {
      const turns = [
        async () => called.push(await load(ofProduct, nextCall, milliseconds)),
        async () => echoed.push(await load(ofEcho, nextCall, milliseconds)),
      ];
      for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
    }
    show(name, called, echoed);
  }
  for (const user of [...ofProduct, ...ofEcho]) user.close();
}

function show(name: string, called: readonly Measured[], echoed: readonly Measured[]): void {
  const [of, to] = [called, echoed].map((rounds) => medianOf(rounds.map(({ perSecond }) => perSecond)));
  const label = `the bare server (${Math.round(to ?? 0)}/s)`;
  report(`${name}, calls per second`, String(Math.round(of ?? 0)), { of: of ?? 0, to: to ?? 0, label });
  for (const share of [0.5, 0.95]) {
    const [mine, bare] = [called, echoed].map((rounds) =>
      quantileOf(
        rounds.flatMap(({ latencies }) => latencies),
        share,
      ),
    );
    report(`${name}, p${100 * share}`, `${mine?.toFixed(1)} ms`, {
      of: mine ?? 0,
      to: bare ?? 0,
      label: `the bare server (${bare?.toFixed(1)} ms)`,
    });
  }
  const errors = called.flatMap((round) => round.errors);
  const ofEcho = echoed.flatMap((round) => round.errors);
  report(`${name}, errors`, `${errors.length}, bare ${ofEcho.length}`);
  for (const [first] of [errors, ofEcho]) if (first !== undefined) console.log(first.slice(0, 200));
  if (errors.length > 0) process.exitCode = 1;
}
