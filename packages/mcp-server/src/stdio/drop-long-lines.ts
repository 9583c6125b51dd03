import { Transform } from "node:stream";

const newline = 0x0a;

/**
 * Passes whole lines on and drops those that are too long, however long they are, without keeping them in memory. The
 * SDK's transport would close the connection instead. A last line without an end is dropped too: it was cut off.
 */
export function dropLongLines(maximumBytes: number, onDropped: (bytes: number) => void): Transform {
  let parts: Buffer[] = [];
  let bytes = 0;
  const take = (part: Buffer) => {
    bytes += part.length;
    if (bytes <= maximumBytes) parts.push(part);
    else parts = [];
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      let start = 0;
      for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
        take(chunk.subarray(start, end + 1));
        if (bytes <= maximumBytes) this.push(Buffer.concat(parts));
        else onDropped(bytes);
        parts = [];
        bytes = 0;
        start = end + 1;
      }
      take(chunk.subarray(start));
      done();
    },
  });
}
