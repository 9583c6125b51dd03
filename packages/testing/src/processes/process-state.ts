import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Waits until a condition holds; the test's own time limit bounds it. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

/** Whether a process lives; one that ended and was not collected by its parent yet does not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== "linux") return true;
  const status = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return status !== "" && !/^\d+ \(.*\) [ZX]/s.test(status);
}

/** Process id of the embedded PostgreSQL of a data folder, or null when none runs. */
export async function postmasterPid(home: string): Promise<number | null> {
  const text = await readFile(join(home, "data", "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number(text.split("\n")[0]);
  return pid > 0 && (await isRunning(pid)) ? pid : null;
}

/** Running processes that name a data folder on their command line: PostgreSQL, initdb, pg_ctl. */
export async function processesNaming(folder: string): Promise<number[]> {
  if (process.platform !== "linux") return [await postmasterPid(folder)].filter((pid) => pid !== null);
  const found = await Promise.all(
    (await readdir("/proc")).filter(isNumber).map(async (pid) => {
      const commandLine = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
      return commandLine.includes(folder) ? [Number(pid)] : [];
    }),
  );
  return found.flat();
}

/** Ends a process at once and waits until it is gone. */
export async function kill(pid: number): Promise<void> {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    return;
  }
  await until(async () => !(await isRunning(pid)));
}

/** Ends all processes that name a folder, also those that they start meanwhile. */
export async function killProcessesNaming(folder: string): Promise<void> {
  await until(async () => {
    const left = await processesNaming(folder);
    await Promise.all(left.map(kill));
    return left.length === 0;
  });
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}
