import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";

const folder = join(import.meta.dirname, "..", "..", "..", "packages", "mcp-server", "bench");

/** A server of `packages/mcp-server/bench` in a process of its own. Its logs are written and dropped. */
export class ServerProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: Interface;
  readonly #ended: Promise<never>;

  constructor(name: string, env: Readonly<Record<string, string>> = {}) {
    const file = join(folder, `${name}.ts`);
    this.#child = spawn(process.execPath, ["--conditions=@cs/source", file], {
      env: { PATH: process.env["PATH"] ?? "", ...env },
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.#lines = createInterface({ input: this.#child.stdout });
    this.#ended = once(this.#child, "exit").then(() => {
      throw new Error(`${name} ended`);
    });
    this.#ended.catch(() => {});
  }

  /** The next line that the server prints from now on. Throws when it ends instead. */
  async line(): Promise<string> {
    const [line]: unknown[] = await Promise.race([once(this.#lines, "line"), this.#ended]);
    return String(line);
  }

  write(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.kill();
    await ended;
  }
}
