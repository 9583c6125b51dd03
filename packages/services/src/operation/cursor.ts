import { InvalidInputError } from "@cs/models";
import { contentHash } from "@cs/persistence";
import { z } from "zod";
import { unstorableText } from "./unstorable-text.ts";

export const cursorInput = z.string().max(1000).optional().describe("From nextCursor.");

export const nextCursorOutput = z
  .string()
  .nullable()
  .describe("Give it as cursor for the next page; null on the last.");

/** Makes an opaque cursor: the position where a page ended, bound to the question it belongs to. */
export function encodeCursor(question: unknown, position: unknown): string {
  return Buffer.from(JSON.stringify([fingerprint(question), position])).toString("base64url");
}

/** The position in a cursor. Throws `InvalidInputError` when it is broken or belongs to another question. */
export function decodeCursor<Schema extends z.ZodType>(
  schema: Schema,
  question: unknown,
  cursor: string,
): z.output<Schema> {
  const pair = z.tuple([z.string(), z.unknown()]).safeParse(parseJson(Buffer.from(cursor, "base64url").toString()));
  if (!pair.success) throw brokenCursor();
  const [fingerprintOfCursor, position] = pair.data;
  if (fingerprintOfCursor !== fingerprint(question)) {
    throw new InvalidInputError("This cursor belongs to another filter or sort order.", {
      field: "cursor",
      hint: "Keep the filters of the first page, or start again without a cursor.",
    });
  }
  const parsed = schema.safeParse(position);
  if (!parsed.success || unstorableText(parsed.data)) throw brokenCursor();
  return parsed.data;
}

function brokenCursor(): InvalidInputError {
  return new InvalidInputError("This cursor is broken.", { field: "cursor", hint: "Start again without a cursor." });
}

function fingerprint(question: unknown): string {
  return contentHash(question).slice(0, 16);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
