import { createHash, randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pipeline as join } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { InvalidInputError } from "@cs/models";
import { backupFormat } from "./backup-header.ts";

const firstLine = (format: number) => `customer-success backup ${format}\n`;
const longestFirstLine = 64;
const digestLength = 32;

/**
 * Writes a backup: the first line, the content compressed, and the SHA-256 of everything before it. The file is closed
 * to other users and appears under its name only when it is complete. Throws `InvalidInputError` when it exists.
 */
export async function writeBackupFile(
  path: string,
  content: AsyncIterable<Buffer>,
  signal?: AbortSignal,
): Promise<void> {
  const target = resolve(path);
  if (await exists(target)) {
    throw new InvalidInputError(`The file ${target} exists.`, { hint: "Name a new file." });
  }
  await mkdir(dirname(target), { recursive: true });
  const unfinished = `${target}.partial-${randomBytes(4).toString("hex")}`;
  const file = createWriteStream(unfinished, { flags: "wx", mode: 0o600, flush: true });
  try {
    await pipeline(content, createGzip(), withDigest, file, { signal });
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function* withDigest(compressed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  const begin = Buffer.from(firstLine(backupFormat));
  hash.update(begin);
  yield begin;
  for await (const chunk of compressed) {
    hash.update(chunk);
    yield chunk;
  }
  yield hash.digest();
}

/** A whole backup; its content can be read once. */
export interface OpenBackupFile {
  readonly content: AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/** Opens a backup after it has checked every byte of it. Throws `InvalidInputError` for anything but a whole backup. */
export async function openBackupFile(path: string): Promise<OpenBackupFile> {
  const file = await open(path, "r").catch((cause: unknown) => {
    throw new InvalidInputError(`The file ${path} cannot be read.`, { hint: "Correct the path.", cause });
  });
  try {
    const begin = await checkFormat(file, path);
    const end = (await file.stat()).size - digestLength;
    await checkDigest(file, end, path);
    const compressed = file.createReadStream({ start: begin, end: end - 1, autoClose: false });
    // Whoever reads the content hears of an error of either.
    const content = join(compressed, createGunzip(), () => {});
    return {
      content,
      async close() {
        content.destroy();
        await file.close();
      },
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Returns where the content begins. */
async function checkFormat(file: FileHandle, path: string): Promise<number> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(longestFirstLine), 0, longestFirstLine, 0);
  const format = /^customer-success backup (\d+)\n/.exec(buffer.toString("latin1", 0, bytesRead))?.[1];
  if (format === undefined) {
    throw new InvalidInputError(`${path} is not a backup.`, { hint: "Name a file that cs backup wrote." });
  }
  if (Number(format) !== backupFormat) {
    throw new InvalidInputError(`${path} has format ${format}; this version reads format ${backupFormat}.`, {
      hint: "Restore it with the version that wrote it.",
    });
  }
  return firstLine(backupFormat).length;
}

async function checkDigest(file: FileHandle, end: number, path: string): Promise<void> {
  const hash = createHash("sha256");
  if (end > 0) {
    for await (const chunk of file.createReadStream({ start: 0, end: end - 1, autoClose: false })) hash.update(chunk);
    const { buffer } = await file.read(Buffer.alloc(digestLength), 0, digestLength, end);
    if (hash.digest().equals(buffer)) return;
  }
  throw new InvalidInputError(`${path} is damaged: its checksum does not fit its content.`, {
    hint: "Copy the file again, or restore another backup. Nothing was written.",
  });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
      return false;
    },
  );
}
