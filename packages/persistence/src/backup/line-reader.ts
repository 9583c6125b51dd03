const newline = 10;

/** Cuts a stream of bytes after lines, in constant memory. Text of COPY has one line per row, whatever is in it. */
export class LineReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next so many lines. Throws when the stream ends before. */
  async *take(lines: number, onLines: (count: number) => void = () => {}): AsyncGenerator<Buffer> {
    let left = lines;
    while (left > 0) {
      if (this.#rest.length === 0) {
        const { value, done } = await this.#chunks.next();
        if (done) throw new Error(`the stream ended ${left} lines early`);
        this.#rest = value;
      }
      const { count, end } = scan(this.#rest, left);
      const taken = this.#rest.subarray(0, end);
      this.#rest = this.#rest.subarray(end);
      left -= count;
      onLines(count);
      yield taken;
    }
  }

  /** Whether nothing is left. */
  async isAtEnd(): Promise<boolean> {
    return this.#rest.length === 0 && (await this.#chunks.next()).done === true;
  }
}

/** Lines that end in a part of a stream. */
export function countLines(bytes: Buffer): number {
  return scan(bytes, Number.POSITIVE_INFINITY).count;
}

/** Finds the end of the last wanted line; without it, everything is taken. */
function scan(bytes: Buffer, wanted: number): { count: number; end: number } {
  let count = 0;
  let end = 0;
  while (count < wanted) {
    const found = bytes.indexOf(newline, end);
    if (found < 0) return { count, end: bytes.length };
    count += 1;
    end = found + 1;
  }
  return { count, end };
}
