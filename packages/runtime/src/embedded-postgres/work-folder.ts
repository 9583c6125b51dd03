import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const prefix = ".preparing-";
const abandonedAfterMilliseconds = 60 * 60 * 1000;

/**
 * Runs `work` in a fresh private sibling folder, from which it renames what it made into place; whatever is left is
 * removed. Sweeps folders which a crash left behind more than an hour ago.
 */
export async function inWorkFolder(baseFolder: string, work: (folder: string) => Promise<void>): Promise<void> {
  await sweep(baseFolder);
  const folder = await mkdtemp(join(baseFolder, prefix));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sweep(baseFolder: string): Promise<void> {
  const names = (await readdir(baseFolder)).filter((name) => name.startsWith(prefix));
  for (const name of names) {
    const folder = join(baseFolder, name);
    const details = await stat(folder).catch(() => undefined);
    if (details !== undefined && Date.now() - details.mtimeMs > abandonedAfterMilliseconds) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
