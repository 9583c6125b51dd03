import { chmod, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { copyHome, linkBinaries } from "../prepared-home.ts";
import "../provided-context.ts";
import type { DatabaseUrls } from "../template-database.ts";
import { connectHttp, connectStdio, type McpConnection } from "./mcp-connection.ts";
import { kill, killProcessesNaming } from "./process-state.ts";
import {
  compileCache,
  type Ended,
  type ProgramName,
  programArguments,
  type RunningProgram,
  startCommand,
} from "./program.ts";

type Variables = Readonly<Record<string, string>>;

export interface FinishedProgram extends Ended {
  readonly stdout: string;
  readonly stderr: string;
}

/** Real processes and data folders of a test. Everything made here ends and goes with `dispose`. */
export interface Workbench {
  /** An empty folder that every user may enter, so that an embedded database of root stays in it. */
  folder(): Promise<string>;
  /** A data folder without a database, but with the binaries, for tests that are not about their installation. */
  installedHome(): Promise<string>;
  /** A data folder with a created, empty embedded database, for tests that are not about its creation. */
  home(): Promise<string>;
  start(name: ProgramName, args: readonly string[], env: Variables): RunningProgram;
  startCommand(command: string, args: readonly string[], env: Variables): RunningProgram;
  /** Runs a program without input to its end. */
  run(name: ProgramName, args: readonly string[], env: Variables): Promise<FinishedProgram>;
  /** Starts a stdio server and connects the SDK's client to it. */
  connect(env: Variables, name?: ProgramName): Promise<McpConnection & { readonly pid: number }>;
  connectCommand(
    command: string,
    args: readonly string[],
    env: Variables,
  ): Promise<McpConnection & { readonly pid: number }>;
  connectHttp(url: string): Promise<McpConnection>;
  /** Has a process ended in `dispose` that something else started. */
  adopt(pid: number): void;
  dispose(): Promise<void>;
}

/** Has a program use a test database instead of an embedded one, so that it starts fast. */
export function databaseVariables({ applicationUrl, adminUrl }: DatabaseUrls): Variables {
  return { DATABASE_URL: applicationUrl, DATABASE_ADMIN_URL: adminUrl };
}

export function createWorkbench(): Workbench {
  const folders: string[] = [];
  const pids = new Set<number>();
  const connections: McpConnection[] = [];

  /** Of the surrounding environment only the path gets through; without CS_HOME there is no place to write to. */
  const environment = (env: Variables) => ({
    PATH: process.env["PATH"] ?? "",
    HOME: "/dev/null",
    ...compileCache,
    ...env,
  });

  async function folder(): Promise<string> {
    const path = await realpath(await mkdtemp(join(tmpdir(), "cs-bench-")));
    await chmod(path, 0o755);
    folders.push(path);
    return path;
  }

  function start(command: string, args: readonly string[], env: Variables): RunningProgram {
    const program = startCommand(command, args, environment(env));
    pids.add(program.pid);
    void program.ended.then(() => pids.delete(program.pid));
    return program;
  }

  async function connectCommand(command: string, args: readonly string[], env: Variables) {
    const connection = await connectStdio(command, args, environment(env));
    pids.add(connection.pid);
    connection.client.onclose = () => pids.delete(connection.pid);
    connections.push(connection);
    return connection;
  }

  return {
    folder,
    async installedHome() {
      const path = await folder();
      await linkBinaries(inject("preparedHome"), path);
      return path;
    },
    async home() {
      const path = await folder();
      await copyHome(inject("preparedHome"), path);
      return path;
    },
    start: (name, args, env) => start(process.execPath, programArguments(name, args), env),
    startCommand: start,
    async run(name, args, env) {
      const program = start(process.execPath, programArguments(name, args), env);
      program.child.stdin.end();
      const ended = await program.ended;
      return { ...ended, stdout: program.stdout(), stderr: program.stderr() };
    },
    connect: (env, name = "server") =>
      connectCommand(process.execPath, programArguments(name, name === "cs" ? ["mcp"] : []), env),
    connectCommand,
    async connectHttp(url) {
      const connection = await connectHttp(url);
      connections.push(connection);
      return connection;
    },
    adopt: (pid) => pids.add(pid),
    async dispose() {
      await Promise.all(connections.map((connection) => connection.close().catch(() => {})));
      await Promise.all([...pids].map(kill));
      for (const path of folders) {
        await killProcessesNaming(path);
        await rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
      }
    },
  };
}
