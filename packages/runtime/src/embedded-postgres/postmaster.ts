import { link, readFile, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { errorCode } from "./file-system.ts";

/** The running main process of PostgreSQL. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** It was told to stop. PostgreSQL writes this down before it disconnects anybody. */
  readonly stopping: boolean;
}

/** Finds the running postmaster of a data folder. It may be starting or stopping and refuse connections still. */
export async function findPostmaster(dataFolder: string): Promise<Postmaster | undefined> {
  const postmaster = parse(await readPidFile(dataFolder));
  if (postmaster === undefined) return undefined;
  return (await isAlive(postmaster.pid, dataFolder)) ? postmaster : undefined;
}

/**
 * Removes a pid file whose number now belongs to another program of the same user, as happens when a container is
 * killed and starts again: PostgreSQL cannot tell and would refuse to start for ever. Linux only, where we can tell.
 */
export async function discardStalePidFile(dataFolder: string): Promise<void> {
  if (process.platform !== "linux") return;
  const content = await readPidFile(dataFolder);
  const postmaster = parse(content);
  if (postmaster === undefined || (await isAlive(postmaster.pid, dataFolder))) return;
  const aside = join(dataFolder, `postmaster.pid.stale-${process.pid}`);
  try {
    await rename(pidFile(dataFolder), aside);
    // A server which another process started in between gets its file back.
    if ((await readFile(aside, "utf8")) !== content) await link(aside, pidFile(dataFolder));
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes(errorCode(error) ?? "")) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

function pidFile(dataFolder: string): string {
  return join(dataFolder, "postmaster.pid");
}

async function readPidFile(dataFolder: string): Promise<string> {
  return await readFile(pidFile(dataFolder), "utf8").catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return "";
    throw error;
  });
}

/** Lines: pid, data folder, start time, port, socket folder, address, shared memory, status. */
function parse(content: string): Postmaster | undefined {
  const lines = content.split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 ? { pid, port, stopping: lines[7]?.trim() === "stopping" } : undefined;
}

/** After a crash the number may belong to any program, and its port too: a password must not be sent there. */
async function isAlive(pid: number, dataFolder: string): Promise<boolean> {
  if (process.platform === "linux") {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    const [program = "", ...rest] = commandLine.split("\0");
    return basename(program) === "postgres" && rest.includes(dataFolder);
  }
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
