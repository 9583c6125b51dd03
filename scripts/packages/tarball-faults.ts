import { readFileSync } from "node:fs";
import { join } from "node:path";

const needed = ["package.json", "README.md", "LICENSE", "dist/index.js", "dist/index.d.ts"];
const allowed = /^(package\.json|README\.md|LICENSE|dist\/([a-z-]+\/index|[\w.-]+)\.(js|js\.map|d\.ts))$/;

/**
 * What is wrong with the files of a tarball: something is missing, something does not belong to a published package,
 * or a source map names a source that it does not carry. `directory` is the package that was packed.
 */
export function tarballFaults(directory: string, paths: readonly string[]): string[] {
  return [
    ...needed.filter((path) => !paths.includes(path)).map((path) => `${path} is missing`),
    ...paths.filter((path) => !allowed.test(path)).map((path) => `${path} should not be published`),
    ...paths.filter((path) => path.endsWith(".map")).flatMap((path) => sourcesLeftOut(directory, path)),
  ];
}

function sourcesLeftOut(directory: string, path: string): string[] {
  const map = JSON.parse(readFileSync(join(directory, path), "utf8")) as {
    sources: readonly string[];
    sourcesContent?: readonly (string | null)[];
  };
  return map.sources
    .filter((_, index) => typeof map.sourcesContent?.[index] !== "string")
    .map((source) => `${path} names ${source} without its text`);
}
