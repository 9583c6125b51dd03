import { parseArgs } from "node:util";

const DEFAULT_PORT = 8095;

export const usage = `usage: npm start -- [--port NUMBER]

Scores the workspaces in data/ and shows them on http://127.0.0.1:PORT.

  --port NUMBER  port to listen on, 0 for any free one (default ${DEFAULT_PORT})
  --help         this text`;

/** What the command line asks for. */
export interface Options {
  readonly help: boolean;
  readonly port: number;
  /** What is wrong with the command line; null when nothing is. */
  readonly problem: string | null;
}

export function readOptions(words: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { port: { type: "string" }, help: { type: "boolean" } },
    });
    const port = Number(values.port ?? DEFAULT_PORT);
    const isPort = Number.isInteger(port) && port >= 0 && port <= 65_535;
    const problem = isPort ? null : `The port is "${values.port}"; give a whole number from 0 to 65535.`;
    return { help: values.help ?? false, port, problem };
  } catch (error) {
    return { help: false, port: DEFAULT_PORT, problem: error instanceof Error ? error.message : String(error) };
  }
}
