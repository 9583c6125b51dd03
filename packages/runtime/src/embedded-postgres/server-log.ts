import { constants } from "node:fs";
import { open, readFile, rename, stat } from "node:fs/promises";
import type { Server } from "./server.ts";

const rotateAboveBytes = 10 * 1024 * 1024;

/** Makes the log file ready for a start: owned by the server's account, and the old one moved aside above 10 MB. */
export async function prepareServerLog(server: Server): Promise<void> {
  const size = (await stat(server.logFile).catch(() => undefined))?.size ?? 0;
  if (size > rotateAboveBytes) await rename(server.logFile, `${server.logFile}.1`);
  // As root, following a planted symlink would give its target away.
  const flags = constants.O_CREAT | constants.O_APPEND | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);
  const file = await open(server.logFile, flags, 0o600);
  try {
    if (server.account !== undefined) await file.chown(server.account.uid, server.account.gid);
  } finally {
    await file.close();
  }
}

/** The last lines of the log on one line, for an error message. Holds no SQL: see `cluster-settings.ts`. */
export async function readServerLogTail(server: Server): Promise<string> {
  const text = await readFile(server.logFile, "utf8").catch(() => "");
  return text.trim().split("\n").slice(-6).join(" | ");
}
