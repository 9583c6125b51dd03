import { spawn } from "node:child_process";
import { ConfigurationError } from "@cs/models";

/** The unprivileged user which owns the server's files and processes. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/** How to run one program of PostgreSQL. */
export interface ToolCall {
  readonly program: string;
  /** Visible to every user of the machine: never a password. */
  readonly arguments: readonly string[];
  /** Must be enterable by `account`; our own working folder may not be. */
  readonly workingFolder: string;
  /** Undefined runs it as ourselves. */
  readonly account: ServerAccount | undefined;
  /** Kills the program after this time. */
  readonly timeoutMilliseconds: number;
}

/** What a program left behind. */
export interface ToolResult {
  readonly succeeded: boolean;
  /** Its standard output and error, last 4,000 characters. */
  readonly output: string;
}

/** Runs a program to its end, with a clean environment and without access to our standard streams. */
export function runTool(call: ToolCall): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(call.program, call.arguments, {
      cwd: call.workingFolder,
      env: toolEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
      timeout: Math.max(1, call.timeoutMilliseconds),
      windowsHide: true,
      ...call.account,
    });
    let output = "";
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-4_000);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", (cause) => {
      reject(
        new ConfigurationError(`${call.program} cannot be run on this machine.`, {
          field: "DATABASE_URL",
          // A missing glibc (Alpine) says "no such file", a folder mounted noexec and a lack of CAP_SETUID "not permitted".
          hint: "Set DATABASE_URL to a PostgreSQL 14 or newer.",
          cause,
        }),
      );
    });
    // Not "close": on Windows the server inherits the pipes of pg_ctl and keeps them open.
    child.once("exit", (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ succeeded: code === 0, output: output.trim() });
    });
  });
}

/** The server outlives us and runs as another user: our environment, which may hold secrets, is not for it. */
export function toolEnvironment(): Record<string, string> {
  if (process.platform === "win32") {
    // Windows programs do not start without it.
    return { SystemRoot: process.env["SystemRoot"] ?? "C:\\Windows", TZ: "UTC" };
  }
  return { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", LANG: "C", LC_ALL: "C", TZ: "UTC" };
}
