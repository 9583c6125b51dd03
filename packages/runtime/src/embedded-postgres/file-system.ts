import { open, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** Whether something is at this path. Not being allowed to look counts as an error, not as "no". */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}

/** The `code` of a system or PostgreSQL error, as "ENOENT" or "57P03". */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}

/** Renames a folder into place unless another process was first; true when this one won. */
export async function publishFolder(source: string, target: string): Promise<boolean> {
  try {
    await rename(source, target);
  } catch (error) {
    // POSIX says ENOTEMPTY or EEXIST, Windows EPERM or EACCES: what counts is whether the target is there now.
    if (await exists(target)) return false;
    throw error;
  }
  await syncFolder(dirname(target));
  return true;
}

/** Makes a rename in this folder survive a power cut. Windows cannot open folders and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
