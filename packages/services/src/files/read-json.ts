import { readFile } from "node:fs/promises";
import { ConfigurationError } from "@cs/models";

/** Reads a JSON file that a person named; `what` says in errors what it should hold. */
export async function readJson(path: string, what: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new ConfigurationError(`The ${what} file ${path} cannot be read.`, { cause, hint: "Correct the path." });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigurationError(`The ${what} file ${path} is not JSON: ${reason}`, {
      cause,
      hint: "Correct the file.",
    });
  }
}
