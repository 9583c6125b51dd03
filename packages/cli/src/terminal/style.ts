import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** Colours a text for a stream, only when the stream is a terminal and NO_COLOR is not set. */
export function style(format: Format, text: string, stream: NodeJS.WriteStream): string {
  return styleText(format, text, { stream });
}
