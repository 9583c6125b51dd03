import { randomUUID } from "node:crypto";
import { link, lstat, mkdir, open, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Printed, type PrintOptions, printPdf } from "./print-pdf.ts";

/** A file for people, or why there is none. */
export type StoredFile =
  | { readonly path: string; readonly bytes: number; readonly reason: null }
  | { readonly path: null; readonly bytes: null; readonly reason: string };

export interface FileName {
  readonly tenantId: string;
  /** Made by the server: letters, digits, `-`, `_` and one dot before the ending. */
  readonly name: string;
}

/** Where files for people go. Nothing in it is ever overwritten. */
export interface ExportFolder {
  /** The file of this name; null when there is none. */
  find(file: FileName): Promise<StoredFile | null>;
  /** Stores a file as a whole or not at all. One of this name that is there already stays and is given. */
  put(file: FileName & { readonly content: string | Uint8Array }): Promise<StoredFile>;
  /** Prints a page of ours; one at a time. */
  print(page: string, signal: AbortSignal): Promise<Printed>;
}

export interface ExportFolderOptions extends PrintOptions {
  /** Made on first use, for its owner alone. */
  readonly folder: string;
}

const fileName = /^[a-z0-9_-]+\.[a-z]+$/;

export function createExportFolder({ folder, ...printing }: ExportFolderOptions): ExportFolder {
  let printed: Promise<unknown> = Promise.resolve();
  return {
    async find({ tenantId, name }) {
      checked(name);
      return folderOf(folder, tenantId)
        .then((own) => storedAt(join(own, name)))
        .catch(() => null);
    },
    async put({ tenantId, name, content }) {
      checked(name);
      try {
        return await store(await folderOf(folder, tenantId), name, content);
      } catch (error) {
        return { path: null, bytes: null, reason: whyNot(error) };
      }
    },
    print(page, signal) {
      const next = printed.then(() => printPdf(page, { ...printing, signal }));
      printed = next.catch(() => {});
      return next;
    },
  };
}

/** The folder of a tenant, really inside the export folder: a link that leads elsewhere is refused. */
async function folderOf(folder: string, tenantId: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const own = join(await realpath(folder), `tenant-${encodeURIComponent(tenantId)}`);
  await mkdir(own, { recursive: true, mode: 0o700 });
  if ((await realpath(own)) !== own) throw new FolderLeadsElsewhere();
  return own;
}

function checked(name: string): string {
  if (!fileName.test(name)) throw new Error(`"${name}" is no name for an export`);
  return name;
}

/** Writes beside the place and then puts the whole file there under its name, which fails when the name is taken. */
async function store(folder: string, name: string, content: string | Uint8Array): Promise<StoredFile> {
  const path = join(folder, name);
  const unfinished = join(folder, `.${name}.${randomUUID()}`);
  try {
    const file = await open(unfinished, "wx", 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(unfinished, path).catch((error: unknown) => {
      if (codeOf(error) !== "EEXIST") throw error;
    });
  } finally {
    await rm(unfinished, { force: true });
  }
  return storedAt(path);
}

async function storedAt(path: string): Promise<StoredFile> {
  const found = await lstat(path);
  if (!found.isFile()) throw new FolderLeadsElsewhere();
  return { path, bytes: found.size, reason: null };
}

class FolderLeadsElsewhere extends Error {}

/** What a caller is told: the kind of failure, and nothing of the machine. */
function whyNot(error: unknown): string {
  if (error instanceof FolderLeadsElsewhere) return "The export folder holds a link that leads out of it.";
  const code = codeOf(error);
  if (code === "ENOSPC" || code === "EDQUOT") return "There is no space left for the file.";
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") return "The export folder may not be written to.";
  return `The file could not be written (${code ?? "unknown failure"}).`;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
