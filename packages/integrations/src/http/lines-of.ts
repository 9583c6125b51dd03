import type { Readable } from "node:stream";

export interface LinesOptions {
  /** The longest wait for one line in milliseconds; the time in which nobody asks for the next does not count. */
  readonly longestWait: number;
  /** The longest line in bytes. */
  readonly longestLine: number;
}

const lineFeed = 10;

/**
 * The lines of a stream as text, without what ends them. It holds one line and one part of the stream at a time.
 *
 * @throws what the stream fails with, a `TimeoutError` for a line that takes too long, a `RangeError` for one too long.
 */
export async function* linesOf(body: Readable, { longestWait, longestLine }: LinesOptions): AsyncGenerator<string> {
  const parts: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  let begun: Buffer[] = [];
  let length = 0;
  let waited = 0;
  try {
    for (;;) {
      const asked = performance.now();
      const late = () => body.destroy(new DOMException("A line took too long.", "TimeoutError"));
      const timer = setTimeout(late, longestWait - waited);
      const next = await parts.next().finally(() => clearTimeout(timer));
      waited += performance.now() - asked;
      if (next.done) break;
      let from = 0;
      for (let end = next.value.indexOf(lineFeed); end >= 0; end = next.value.indexOf(lineFeed, from)) {
        yield Buffer.concat([...begun, next.value.subarray(from, end)]).toString();
        from = end + 1;
        begun = [];
        length = 0;
        waited = 0;
      }
      begun.push(next.value.subarray(from));
      length += next.value.length - from;
      if (length > longestLine) throw new RangeError("A line is too long.");
    }
    if (length > 0) yield Buffer.concat(begun).toString();
  } finally {
    body.destroy();
  }
}
