import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  compileCache,
  copyHome,
  isRunning,
  killProcessesNaming,
  linkBinaries,
  postmasterPid,
  until,
} from "@cs/testing";
import { Client } from "pg";
import { inject } from "vitest";
import { acquireEmbeddedPostgres, type EmbeddedPostgres } from "../src/embedded-postgres/index.ts";

const holderScript = fileURLToPath(new URL("hold-embedded-postgres.ts", import.meta.url));

/** The data folder and the processes of the running test. */
export const fixture: { parent: string; home: string; children: ChildProcess[] } = {
  parent: "",
  home: "",
  children: [],
};

/** Makes an empty data folder. */
export async function createFixture(): Promise<void> {
  fixture.parent = await realpath(await mkdtemp(join(tmpdir(), "cs-embedded-")));
  // As root this keeps the cluster below `home`; the case of a closed parent has its own test.
  await chmod(fixture.parent, 0o755);
  fixture.home = join(fixture.parent, "home");
  await mkdir(fixture.home, { mode: 0o755 });
  fixture.children = [];
}

/** Fills the empty data folder with a cluster that exists already, for tests that are not about the first start. */
export function useExistingCluster(): Promise<void> {
  return copyHome(inject("preparedHome"), fixture.home);
}

/** Installs the binaries in the empty data folder, for tests that are not about that. */
export function useInstalledBinaries(): Promise<void> {
  return linkBinaries(inject("preparedHome"), fixture.home);
}

/** Ends every process of the test, and the server it started, and removes the folders. */
export async function disposeFixture(): Promise<void> {
  await Promise.all(fixture.children.map(kill));
  const base = await baseFolder();
  await killProcessesNaming(base);
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
  await rm(fixture.parent, { recursive: true, force: true });
}

export interface Holder {
  readonly child: ChildProcess;
  readonly adminUrl: string;
  readonly applicationUrl: string;
  release(): Promise<void>;
  output(): { stdout: string; stderr: string };
}

export function acquire(
  options: Partial<Parameters<typeof acquireEmbeddedPostgres>[0]> = {},
): Promise<EmbeddedPostgres> {
  return acquireEmbeddedPostgres({
    home: fixture.home,
    timeoutMilliseconds: 50_000,
    settings: { fsync: "off" },
    ...options,
  });
}

export function spawnHolder(extra: readonly string[] = []): ChildProcess {
  const child = fork(holderScript, [fixture.home, ...extra], {
    execArgv: ["--conditions=@cs/source"],
    env: { ...process.env, ...compileCache },
    silent: true,
  });
  fixture.children.push(child);
  return child;
}

export async function startHolder(): Promise<Holder> {
  const child = spawnHolder();
  const output = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk) => (output.stdout += chunk));
  child.stderr?.on("data", (chunk) => (output.stderr += chunk));
  const failed = once(child, "exit").then(() => {
    throw new Error(`The holder ended: ${output.stderr}`);
  });
  const [message] = (await Promise.race([once(child, "message"), failed])) as [EmbeddedPostgres];
  failed.catch(() => undefined);
  return {
    child,
    adminUrl: message.adminUrl,
    applicationUrl: message.applicationUrl,
    async release() {
      const exited = once(child, "exit");
      child.send("release");
      await exited;
    },
    output: () => output,
  };
}

/** Acquires and releases that many times in a process of its own; how it ended, and what it complained about. */
export async function runRounds(rounds: number): Promise<{ code: number | null; stderr: string }> {
  const child = spawnHolder([String(rounds)]);
  let stderr = "";
  child.stderr?.on("data", (chunk) => (stderr += chunk));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stderr };
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

export async function query(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const results = [await client.query(sql)].flat();
    return Object.values(results.at(-1)?.rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

/** Where the cluster really is: in `home`, or in the system folder when that was the choice. */
export async function baseFolder(): Promise<string> {
  const text = await readFile(join(fixture.home, "embedded-postgres.json"), "utf8").catch(() => "{}");
  const { location, systemId = "" } = JSON.parse(text) as { location?: string; systemId?: string };
  return location === "system" ? join("/var/lib/customer-success", systemId) : fixture.home;
}

/** Process id of the running server. */
export async function serverPid(): Promise<number> {
  const pid = await postmasterPid(await baseFolder());
  if (pid === null) throw new Error("no server runs");
  return pid;
}

export async function untilStopped(): Promise<void> {
  await until(async () => (await postmasterPid(await baseFolder())) === null);
}

export async function untilEnded(pid: number): Promise<void> {
  await until(async () => !(await isRunning(pid)));
}
