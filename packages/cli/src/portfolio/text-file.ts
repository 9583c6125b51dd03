import { type FileHandle, open } from "node:fs/promises";

const pieceLength = 1 << 20;

/** A new file, written in pieces of about a megabyte. Whoever awaits `append` never runs ahead of the disk. */
export class TextFile {
  readonly #handle: FileHandle;
  #pending: string[] = [];
  #length = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Fails when the file exists. */
  static async create(path: string): Promise<TextFile> {
    return new TextFile(await open(path, "wx"));
  }

  async append(text: string): Promise<void> {
    this.#pending.push(text);
    this.#length += text.length;
    if (this.#length >= pieceLength) await this.#write();
  }

  /** Writes what is left and closes. */
  async finish(): Promise<void> {
    await this.#write();
    await this.#handle.close();
  }

  /** Closes without writing what is left. A finished file stays as it is. */
  async abandon(): Promise<void> {
    await this.#handle.close();
  }

  async #write(): Promise<void> {
    const text = this.#pending.join("");
    this.#pending = [];
    this.#length = 0;
    await this.#handle.appendFile(text);
  }
}
