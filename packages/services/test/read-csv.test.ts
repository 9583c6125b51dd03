import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "@cs/models";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CsvLine, fileSize, readCsv } from "../src/import/read-csv.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cs-csv-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string | Buffer, columns: string[] = ["id", "name"]): Promise<CsvLine[]> {
  const path = join(folder, "file.csv");
  await writeFile(path, text);
  const lines: CsvLine[] = [];
  for await (const line of readCsv(path, columns)) lines.push(line);
  return lines;
}
const rowsOf = (lines: readonly CsvLine[]) => lines.flatMap((line) => ("row" in line ? [line.row] : []));
const faultsOf = (lines: readonly CsvLine[]) => lines.flatMap((line) => ("reason" in line ? [line.line] : []));

describe("a CSV file", () => {
  it("is read with a byte order mark, with CRLF and without a last line end", async () => {
    const rows = [
      { id: "1", name: "Ärzte" },
      { id: "2", name: "b" },
    ];
    expect(rowsOf(await read("\uFEFFid,name\r\n1,Ärzte\r\n2,b"))).toEqual(rows);
    expect(rowsOf(await read("id,name\n1,Ärzte\n\n2,b\n"))).toEqual(rows);
  });

  it("keeps commas, quotes and line ends inside quotes", async () => {
    expect(rowsOf(await read('id,name\n1,"a, ""b""\nc"\n'))).toEqual([{ id: "1", name: 'a, "b"\nc' }]);
  });

  it("counts lines as an editor does, also after quoted line ends", async () => {
    const lines = await read('id,name\n1,a\n2,"x\ny\nz"\n3,c\n4\n5,e\n');
    // A row counts where it ends: 2 takes the lines 3 to 5, so 3 stands on line 6; 4 has too few cells.
    expect(lines.map(({ line }) => line).toSorted()).toEqual([2, 5, 6, 7, 8]);
    expect(faultsOf(lines)).toEqual([7]);
  });

  it("reports a line with too few or too many cells and goes on", async () => {
    const lines = await read("id,name\n1\n2,b\n3,c,d\n");
    expect(rowsOf(lines)).toEqual([{ id: "2", name: "b" }]);
    expect(faultsOf(lines)).toEqual([2, 4]);
  });

  it("reports a bad line at the very end too", async () => {
    expect(faultsOf(await read("id,name\n1,a\n2\n"))).toEqual([3]);
  });

  it("may have columns that nobody needs, in any order", async () => {
    expect(rowsOf(await read("extra, name ,id\nx,a,1\n"))).toEqual([{ extra: "x", name: "a", id: "1" }]);
  });

  it("with only a header has no rows", async () => {
    expect(await read("id,name\n")).toEqual([]);
  });

  it.each([
    ["a column is missing but another is like it", "id,nmae\n1,a\n", 'The mapping may mean "nmae".'],
    ["a column is missing", "id,other\n1,a\n", "Its columns: id, other."],
  ])("is refused when %s", async (_, text, hint) => {
    const message = expect.stringContaining('file.csv has no column "name".');
    await expect(read(text)).rejects.toMatchObject({ code: "configuration", message, hint });
  });

  it.each([
    ["empty", ""],
    ["nothing but blank lines", "\n\n"],
  ])("is refused when it is %s: it has no column", async (_, text) => {
    await expect(read(text)).rejects.toThrow(ConfigurationError);
  });

  it("reads a record of nearly 1 MB, and is refused for a longer one, so that no row after it is lost unseen", async () => {
    const before = "id,name\n1,a\n2,";
    const long = await read(`${before}"${"x".repeat(990_000)}"\n3,c\n`);
    expect(rowsOf(long).map(({ id }) => id)).toEqual(["1", "2", "3"]);
    const message = expect.stringContaining("has a row of more than a megabyte that reaches line 3.");
    for (const cell of ["x".repeat(1_200_000), `"${"x".repeat(1_200_000)}"`]) {
      await expect(read(`${before}${cell}\n3,c\n`)).rejects.toMatchObject({ code: "configuration", message });
    }
  });

  it("is refused for a quote that is never closed once that swallows a megabyte of rows", async () => {
    const message = expect.stringContaining("has a row of more than a megabyte");
    await expect(read(`id,name\n1,"open\n${"2,b\n".repeat(400_000)}`)).rejects.toMatchObject({ message });
  });

  it("reports a row once, however many stray quotes it has", async () => {
    const lines = await read('id,name\n1,a"b"c"d\n2,b\n');
    expect(rowsOf(lines)).toEqual([{ id: "2", name: "b" }]);
    expect(faultsOf(lines)).toEqual([2]);
  });

  it("survives a quote that is never closed, and does not lose what came before it", async () => {
    const lines = await read('id,name\n1,a\n2,"never closed\n3,c\n');
    expect(rowsOf(lines)).toEqual([{ id: "1", name: "a" }]);
    expect(faultsOf(lines)).toHaveLength(1);
  });

  it("can be left in the middle", async () => {
    const path = join(folder, "long.csv");
    await writeFile(path, `id,name\n${"1,a\n".repeat(50_000)}`);
    for await (const line of readCsv(path, ["id"])) {
      if (line.line > 10) break;
    }
    expect(await fileSize(path)).toBe(8 + 50_000 * 4);
  });

  it("that is not there is named", async () => {
    await expect(fileSize(join(folder, "none.csv"))).rejects.toMatchObject({
      code: "configuration",
      message: `There is no file ${join(folder, "none.csv")}.`,
    });
  });
});
