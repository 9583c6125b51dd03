import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { useWorkbench } from "@cs/testing";
import { beforeEach, expect, it } from "vitest";
import { outputPlaces } from "../src/portfolio/output-places.ts";

const bench = useWorkbench();

let home: string;
beforeEach(async () => {
  home = await bench.folder();
});

/** Fills the places that were prepared. */
async function fill(folder: string, truth: string | null): Promise<void> {
  await writeFile(join(folder, "a.csv"), "a");
  if (truth !== null) await writeFile(truth, "t");
}

it("shows nothing under its name before it is complete, then everything", async () => {
  const places = await outputPlaces(join(home, "deep", "out"), join(home, "truths", "t.ndjson"));
  await fill(places.folder, places.truth);
  expect(await readdir(join(home, "deep"))).not.toContain("out");
  expect(await readdir(join(home, "truths"))).not.toContain("t.ndjson");
  await places.commit();
  expect(await readdir(join(home, "deep"))).toEqual(["out"]);
  expect(await readdir(join(home, "deep", "out"))).toEqual(["a.csv"]);
  expect(await readFile(join(home, "truths", "t.ndjson"), "utf8")).toBe("t");
});

it("removes what was written when it is discarded", async () => {
  const places = await outputPlaces(join(home, "out"), join(home, "t.ndjson"));
  await fill(places.folder, places.truth);
  await places.discard();
  expect(await readdir(home)).toEqual([]);
});

it("puts nothing in its place when somebody filled the folder meanwhile", async () => {
  const target = join(home, "out");
  await mkdir(target);
  const places = await outputPlaces(target, join(home, "t.ndjson"));
  await fill(places.folder, places.truth);
  await writeFile(join(target, "theirs"), "x");
  await expect(places.commit()).rejects.toThrow(/ENOTEMPTY|EEXIST/);
  await places.discard();
  expect(await readdir(home)).toEqual(["out"]);
  expect(await readdir(target)).toEqual(["theirs"]);
});

it("refuses a folder that is not empty, a file in its place and a truth file that exists", async () => {
  const [full, file] = [join(home, "full"), join(home, "full", "notes.txt")];
  await mkdir(full);
  await writeFile(file, "mine");
  await expect(outputPlaces(full, null)).rejects.toThrow(/full is not empty/);
  await expect(outputPlaces(file, null)).rejects.toThrow(/notes\.txt is not a folder/);
  await expect(outputPlaces(join(home, "out"), file)).rejects.toThrow(/notes\.txt exists/);
  expect(await readdir(home)).toEqual(["full"]);
  expect(await readFile(file, "utf8")).toBe("mine");
});

it("refuses a truth inside the folder, also behind a link", async () => {
  const out = join(home, "out");
  await mkdir(out);
  await symlink(out, join(home, "link"));
  for (const truth of [join(out, "t.ndjson"), join(home, "link", "new", "t.ndjson"), join(out, "..deep", "t.ndjson")]) {
    await expect(outputPlaces(out, truth)).rejects.toThrow(/must not lie in the folder of the facts/);
  }
  await expect(outputPlaces(join(home, "link"), join(out, "t.ndjson"))).rejects.toThrow(/must not lie/);
  const beside = await outputPlaces(out, join(home, "out-truth.ndjson"));
  await beside.discard();
  expect((await readdir(home)).toSorted()).toEqual(["link", "out"]);
});
