import { spawn } from "node:child_process";
import { join } from "node:path";
import { findPostmaster } from "./postmaster.ts";
import { toolEnvironment } from "./run-tool.ts";
import type { Server } from "./server.ts";

/**
 * Asks the server for a fast shutdown and does not wait for it; false when it could not be asked. Call it only with
 * the exclusive lease lock, on an open connection: that proves that the pid file is this server's.
 */
export async function requestStop(server: Server): Promise<boolean> {
  const postmaster = await findPostmaster(server.dataFolder);
  if (postmaster === undefined) return false;
  try {
    if (process.platform === "win32") {
      stopOnWindows(server, postmaster.pid);
    } else {
      // What `pg_ctl stop -m fast` sends. Directly, as a slow pg_ctl could hit a server which others use again.
      process.kill(postmaster.pid, "SIGINT");
    }
    return true;
  } catch {
    // It keeps running, and the next start adopts it.
    return false;
  }
}

/** Windows has no signals; pg_ctl knows how PostgreSQL replaces them. */
function stopOnWindows(server: Server, pid: number): void {
  const child = spawn(join(server.binaryFolder, "pg_ctl"), ["kill", "INT", String(pid)], {
    cwd: server.baseFolder,
    env: toolEnvironment(),
    stdio: "ignore",
    detached: true,
    windowsHide: true,
  });
  child.once("error", () => undefined);
  child.unref();
}
