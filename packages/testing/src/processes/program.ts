import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const repository = new URL("../../../../", import.meta.url);
const fileOf = (path: string) => fileURLToPath(new URL(path, repository));

/** The repository's own folder, as the working folder of programs. */
export const repositoryFolder = fileOf(".");

/** Has Node keep what it compiled: a program that was started before starts in two thirds of the time. */
export const compileCache = { NODE_COMPILE_CACHE: fileOf(".cache/compiled") } as const;

/** The programs of the product, run from their sources. */
export const programs = {
  server: fileOf("packages/mcp-server/src/bin.ts"),
  cs: fileOf("packages/cli/src/bin.ts"),
} as const;

export type ProgramName = keyof typeof programs;

/** Arguments with which `process.execPath` runs a program from its sources. */
export function programArguments(name: ProgramName, rest: readonly string[] = []): string[] {
  return ["--conditions=@cs/source", programs[name], ...rest];
}

/** How a process ended: with a code of its own, or by a signal. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process with all it printed so far. */
export interface RunningProgram {
  readonly child: ChildProcessWithoutNullStreams;
  readonly pid: number;
  readonly ended: Promise<Ended>;
  stdout(): string;
  stderr(): string;
  /** Resolves once the text was printed; fails when the process ends without it. */
  printed(stream: "stdout" | "stderr", text: string | RegExp): Promise<void>;
}

/** Starts a command with exactly this environment. Its input stays open until `child.stdin.end()`. */
export function startCommand(command: string, args: readonly string[], env: NodeJS.ProcessEnv): RunningProgram {
  const child = spawn(command, args, { env, cwd: repositoryFolder, stdio: ["pipe", "pipe", "pipe"] });
  if (child.pid === undefined) throw new Error(`${command} could not be started`);
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });
  // The process may end before it has read everything.
  child.stdin.on("error", () => {});
  const ended = once(child, "close").then(([code, signal]): Ended => ({ code, signal }));
  const matches = (stream: "stdout" | "stderr", text: string | RegExp) =>
    typeof text === "string" ? output[stream].includes(text) : text.test(output[stream]);
  return {
    child,
    pid: child.pid,
    ended,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    printed: (stream, text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!matches(stream, text)) return false;
          child[stream].off("data", look);
          resolve();
          return true;
        };
        child[stream].on("data", look);
        if (look()) return;
        void ended.then(() => {
          if (look()) return;
          reject(new Error(`The process ended without printing ${text}: ${output.stdout}${output.stderr}`));
        });
      }),
  };
}
