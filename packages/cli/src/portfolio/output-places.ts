import { randomBytes } from "node:crypto";
import { mkdir, readdir, realpath, rename, rm, rmdir, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { InvalidInputError } from "@cs/models";

/** Where an output is written and where it goes once it is complete. */
export interface OutputPlaces {
  /** A new folder beside the target. */
  readonly folder: string;
  readonly truth: string | null;
  /** Puts everything in its place. */
  commit(): Promise<void>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

/**
 * Prepares places beside the targets, so that nothing appears under its name before it is complete. Throws
 * `InvalidInputError` when the folder is not empty, the truth file exists or would lie in the folder.
 */
export async function outputPlaces(targetFolder: string, targetTruth: string | null): Promise<OutputPlaces> {
  const target = await realPlace(resolve(targetFolder));
  const truthTarget = targetTruth === null ? null : await realPlace(resolve(targetTruth));
  await checkFolder(target);
  if (truthTarget !== null) await checkTruth(truthTarget, target);
  await mkdir(dirname(target), { recursive: true });
  if (truthTarget !== null) await mkdir(dirname(truthTarget), { recursive: true });
  const unfinished = `partial-${randomBytes(4).toString("hex")}`;
  const folder = `${target}.${unfinished}`;
  const truth = truthTarget === null ? null : `${truthTarget}.${unfinished}`;
  await mkdir(folder);
  return {
    folder,
    truth,
    async commit() {
      if (truth !== null && truthTarget !== null) await rename(truth, truthTarget);
      try {
        // A folder cannot be renamed onto another one everywhere, even if that is empty.
        await rmdir(target).catch(ignoreMissing);
        await rename(folder, target);
      } catch (error) {
        if (truthTarget !== null) await rm(truthTarget);
        throw error;
      }
    },
    async discard() {
      await rm(folder, { recursive: true, force: true });
      if (truth !== null) await rm(truth, { force: true });
    },
  };
}

async function checkFolder(folder: string): Promise<void> {
  const state = await stat(folder).catch(ignoreMissing);
  if (state === undefined) return;
  const details = { field: "--out", hint: "Name a folder that is new or empty." };
  if (!state.isDirectory()) throw new InvalidInputError(`${folder} is not a folder.`, details);
  if ((await readdir(folder)).length > 0) throw new InvalidInputError(`The folder ${folder} is not empty.`, details);
}

async function checkTruth(truth: string, folder: string): Promise<void> {
  const field = "--truth";
  const path = relative(folder, truth);
  if (!isAbsolute(path) && path.split(sep)[0] !== "..") {
    const hint = "Name a file elsewhere: whoever reads the folder must not find the truth.";
    throw new InvalidInputError("The truth must not lie in the folder of the facts.", { field, hint });
  }
  if ((await stat(truth).catch(ignoreMissing)) !== undefined) {
    throw new InvalidInputError(`The file ${truth} exists.`, { field, hint: "Name a new file." });
  }
}

/** A path without links, also when its end does not exist yet. */
async function realPlace(path: string): Promise<string> {
  const parent = dirname(path);
  return realpath(path).catch(async () => (parent === path ? path : join(await realPlace(parent), basename(path))));
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
