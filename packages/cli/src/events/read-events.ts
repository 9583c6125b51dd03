import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { InvalidInputError } from "@cs/models";

/** One event of a file: as it was parsed, or what is wrong with its line. */
export type ReadEvent = { readonly event: unknown } | { readonly fault: string };

/** Reads one event or an array of events as JSON, or one event per line; `-` reads from stdin. */
export async function readEvents(file: string): Promise<ReadEvent[]> {
  const content = file === "-" ? await text(process.stdin) : await readFile(file, "utf8").catch(cannotRead(file));
  try {
    const whole: unknown = JSON.parse(content);
    return (Array.isArray(whole) ? whole : [whole]).map((event: unknown) => ({ event }));
  } catch {
    return content.split("\n").flatMap((line, index) => (line.trim() === "" ? [] : [readLine(line, index + 1)]));
  }
}

function readLine(line: string, number: number): ReadEvent {
  try {
    return { event: JSON.parse(line) };
  } catch {
    return { fault: `Line ${number} is not JSON.` };
  }
}

function cannotRead(file: string) {
  return (cause: unknown): never => {
    throw new InvalidInputError(`The file ${file} cannot be read.`, {
      hint: "Correct the path, or give - for stdin.",
      cause,
    });
  };
}
