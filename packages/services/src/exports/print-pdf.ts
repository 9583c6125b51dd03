import { type ExecFileOptions, execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** A page as PDF, or why there is none. */
export type Printed =
  | { readonly pdf: Uint8Array; readonly reason: null }
  | { readonly pdf: null; readonly reason: string };

export interface PrintOptions {
  /** Path of Chromium or Chrome; null looks on the `PATH`. */
  readonly chromium: string | null;
}

const run = promisify(execFile);
const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const longest = 60_000;

/**
 * Prints a page by Chromium, which this product does not bring along: where there is none, the reason says so. The page
 * is a file of our own that loads nothing, and no host can be reached.
 */
export async function printPdf(page: string, options: PrintOptions & { signal: AbortSignal }): Promise<Printed> {
  const folder = await mkdtemp(join(tmpdir(), "cs-print-"));
  const [source, target] = [join(folder, "page.html"), join(folder, "page.pdf")];
  try {
    await writeFile(source, page);
    const given = [...flags(folder), `--print-to-pdf=${target}`, pathToFileURL(source).href];
    // What the environment holds besides is nothing that a browser needs to know.
    const env = { PATH: process.env["PATH"], HOME: folder };
    const limits = { timeout: longest, killSignal: "SIGKILL", signal: options.signal } as const;
    const started = await runFirst(options.chromium === null ? names : [options.chromium], given, { env, ...limits });
    if (!started) return notMade("no Chromium was found; CS_CHROMIUM can name one");
    const pdf = await readFile(target);
    return pdf.subarray(0, 5).toString() === "%PDF-" ? { pdf, reason: null } : notMade("Chromium wrote something else");
  } catch (error) {
    options.signal.throwIfAborted();
    return notMade(
      error instanceof Error && "killed" in error && error.killed ? "it took too long" : "Chromium failed",
    );
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs the first of these programs that is there; false when none is. */
async function runFirst(programs: readonly string[], given: string[], options: ExecFileOptions): Promise<boolean> {
  for (const program of programs) {
    try {
      await run(program, given, options);
      return true;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    }
  }
  return false;
}

function flags(folder: string): string[] {
  // As root Chromium starts only without its sandbox.
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const closed = ["--disable-extensions", "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND"];
  return [...asRoot, ...closed, "--headless", "--disable-gpu", "--no-pdf-header-footer", `--user-data-dir=${folder}`];
}

function notMade(why: string): Printed {
  return { pdf: null, reason: `No PDF was made: ${why}.` };
}
