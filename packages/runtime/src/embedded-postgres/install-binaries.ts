import { constants } from "node:fs";
import { chmod, copyFile, mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { errorCode, exists, publishFolder } from "./file-system.ts";
import type { PlatformPackage } from "./platform-package.ts";
import { inWorkFolder } from "./work-folder.ts";

/** Where `initdb`, `pg_ctl` and `postgres` are once installed. */
export function binaryFolderOf(platformPackage: PlatformPackage, baseFolder: string): string {
  return join(installationFolder(platformPackage, baseFolder), "native", "bin");
}

/**
 * Copies the PostgreSQL binaries out of node_modules, once. The copy lives in a versioned folder, so node_modules may
 * be replaced while a server runs from it.
 */
export async function installBinaries(platformPackage: PlatformPackage, baseFolder: string): Promise<void> {
  const target = installationFolder(platformPackage, baseFolder);
  if (await exists(target)) return;
  await inWorkFolder(baseFolder, async (workFolder) => {
    const copy = join(workFolder, "postgres");
    await copyFolder(join(platformPackage.folder, "native"), join(copy, "native"));
    await createSymlinks(copy);
    await chmod(copy, 0o755);
    await publishFolder(copy, target);
  });
}

function installationFolder(platformPackage: PlatformPackage, baseFolder: string): string {
  return join(baseFolder, `postgres-${platformPackage.version}-${platformPackage.platform}`);
}

/** Sets the modes itself: an installation under `umask 077` would be unreadable for the server's account. */
async function copyFolder(source: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await chmod(target, 0o755);
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const from = join(source, entry.name);
    const to = join(target, entry.name);
    if (entry.isDirectory()) await copyFolder(from, to);
    if (!entry.isFile()) continue;
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    await chmod(to, basename(source) === "bin" || entry.name.includes(".so") ? 0o755 : 0o644);
  }
}

/** npm packages cannot hold symlinks; the package lists them and leaves them to an install script, which may not run. */
async function createSymlinks(folder: string): Promise<void> {
  const list = join(folder, "native", "pg-symlinks.json");
  // Windows has no list.
  if (!(await exists(list))) return;
  const links = JSON.parse(await readFile(list, "utf8")) as readonly { source: string; target: string }[];
  for (const link of links) {
    try {
      await symlink(relative(dirname(link.target), link.source), join(folder, link.target));
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
    }
  }
}
