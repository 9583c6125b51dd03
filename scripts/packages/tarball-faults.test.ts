import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { tarballFaults } from "./tarball-faults.ts";

const directory = mkdtempSync(join(tmpdir(), "cs-tarball-"));
const whole = ["LICENSE", "README.md", "dist/index.d.ts", "dist/index.js", "package.json"];

mkdirSync(join(directory, "dist"));
afterAll(() => rmSync(directory, { recursive: true }));

function withMap(map: object): string[] {
  writeFileSync(join(directory, "dist", "index.js.map"), JSON.stringify(map));
  return tarballFaults(directory, [...whole, "dist/index.js.map"]);
}

it("accepts what a published package has", () => {
  expect(tarballFaults(directory, whole)).toEqual([]);
  expect(tarballFaults(directory, [...whole, "dist/part/index.js", "dist/part/index.d.ts"])).toEqual([]);
  expect(withMap({ sources: ["../src/index.ts"], sourcesContent: ["export {};"] })).toEqual([]);
});

it("names what is missing and what does not belong", () => {
  const paths = [
    ...whole.filter((path) => path !== "LICENSE"),
    "src/index.ts",
    "dist/score.test.js.snap",
    "dist/part/deep/index.js",
  ];
  expect(tarballFaults(directory, paths)).toEqual([
    "LICENSE is missing",
    "src/index.ts should not be published",
    "dist/score.test.js.snap should not be published",
    "dist/part/deep/index.js should not be published",
  ]);
});

it("names a source that a map leaves out", () => {
  const fault = "dist/index.js.map names ../src/b.ts without its text";
  expect(withMap({ sources: ["../src/a.ts", "../src/b.ts"], sourcesContent: ["export {};", null] })).toEqual([fault]);
  expect(withMap({ sources: ["../src/b.ts"] })).toEqual([fault]);
});
