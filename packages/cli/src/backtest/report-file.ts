import { access, constants, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { InvalidInputError } from "@cs/models";
import { renderHtml } from "@cs/reports";
import { backtestReport, type ChurnBacktest } from "@cs/services";

/** Refuses a place to which nothing can be written, before minutes of work are lost. */
export async function requireWritable(path: string): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK);
  } catch (cause) {
    throw new InvalidInputError(`Nothing can be written to ${path}.`, {
      cause,
      field: "html",
      hint: "Give a file in a folder that exists and is yours.",
    });
  }
}

/** Writes a back-test as one HTML file that loads nothing. */
export function writeReport(path: string, found: ChurnBacktest): Promise<void> {
  return writeFile(path, renderHtml(backtestReport(found)));
}
