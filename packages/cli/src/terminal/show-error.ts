import { CsError } from "@cs/models";
import { withoutPasswords } from "@cs/runtime";
import { style } from "./style.ts";

/** Prints a failure for a person: what is wrong and what to do. A defect also shows where it happened. */
export function showError(error: unknown): void {
  const out = process.stderr;
  if (CsError.isInstance(error)) {
    const where = error.field === undefined ? "" : ` (${error.field})`;
    out.write(`${style("red", "Error:", out)} ${withoutPasswords(error.message)}${where}\n`);
    if (error.hint !== undefined) out.write(`${withoutPasswords(error.hint)}\n`);
    return;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  out.write(`${style("red", "Unexpected error:", out)} ${withoutPasswords(text)}\n`);
}
