import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "../free-port.ts";
import { kill } from "../processes/process-state.ts";

/** A real Redis of a test, on a port of its own, which keeps nothing on disk. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Ends it at once, as `kill -9` does. */
  kill(): Promise<void>;
  /** Starts it again on the same port: empty, as a Redis without persistence comes back. */
  start(): Promise<void>;
  dispose(): Promise<void>;
}

export interface RedisServerOptions {
  /** Asked of every client. */
  readonly password?: string | undefined;
  /** Arguments of `redis-server` besides those that keep it private. */
  readonly args?: readonly string[] | undefined;
}

/** Starts a `redis-server` from the path. */
export async function openRedisServer({ password, args = [] }: RedisServerOptions = {}): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), "cs-redis-"));
  const port = await freePort();
  let running: ChildProcess | undefined;

  const settings = ["--bind", "127.0.0.1", "--port", `${port}`, "--dir", folder, "--save", "", "--appendonly", "no"];
  const secret = password === undefined ? [] : ["--requirepass", password];

  async function start(): Promise<void> {
    running = spawn("redis-server", [...settings, ...secret, ...args], { stdio: ["ignore", "pipe", "inherit"] });
    await ready(running);
  }

  async function stop(): Promise<void> {
    if (running?.pid !== undefined) await kill(running.pid);
    running = undefined;
  }

  await start();
  const login = password === undefined ? "" : `:${encodeURIComponent(password)}@`;
  return {
    url: `redis://${login}127.0.0.1:${port}`,
    port,
    kill: stop,
    start,
    async dispose() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ready({ stdout }: ChildProcess): Promise<void> {
  if (!stdout) throw new Error("redis-server has no output");
  const printed: string[] = [];
  for await (const line of createInterface({ input: stdout })) {
    printed.push(line);
    if (!line.includes("Ready to accept connections")) continue;
    stdout.resume();
    return;
  }
  throw new Error(`redis-server did not start: ${printed.join("\n")}`);
}
