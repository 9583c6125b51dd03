import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freshProject } from "./packages/fresh-project.ts";
import { type PackedPackage, pack } from "./packages/pack.ts";
import { printedInWorkspace, snippetOf, snippetPages } from "./packages/readme-snippets.ts";
import { tarballFaults } from "./packages/tarball-faults.ts";

/**
 * Packs every published package as the registry would get it and checks manifest, files, exports and types of the
 * tarball. Then a fresh project installs the engine and what it needs, and runs the snippets of the READMEs.
 */
const folder = mkdtempSync(join(tmpdir(), "cs-packages-"));
const packed = new Map<string, PackedPackage>();
let failures = 0;
try {
  for (const name of readdirSync("packages")) {
    const directory = join("packages", name);
    const manifest = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as { private?: boolean };
    if (manifest.private) continue;
    const tarball = pack(directory, folder);
    packed.set(tarball.name, tarball);
    const paths = tarball.files.map(({ path }) => path);
    for (const fault of [...tarballFaults(directory, paths), ...toolFaults(tarball)]) fail(`${name}: ${fault}`);
  }
  checkFreshProject();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.error(`${packed.size} packages checked, ${failures} failures`);
process.exitCode = failures > 0 || packed.size === 0 ? 1 : 0;

function toolFaults({ filename }: PackedPackage): string[] {
  const bin = (name: string) => join("node_modules", ".bin", name);
  return [
    [bin("publint"), "run", filename, "--strict"],
    [bin("attw"), filename, "--profile", "esm-only", "--no-emoji", "--quiet"],
  ].flatMap(([program = "", ...rest]) => {
    const { status, stdout, stderr } = spawnSync(program, rest, { encoding: "utf8" });
    return status === 0 ? [] : `${program} failed\n${stdout}${stderr}`;
  });
}

function checkFreshProject(): void {
  const tarballs = ["@cs/models", "@cs/health-engine"].flatMap((name) => packed.get(name)?.filename ?? []);
  const project = freshProject(join(folder, "fresh"), tarballs);
  for (const [index, page] of snippetPages.entries()) {
    const snippet = snippetOf(page);
    const printed = project.run(`snippet-${index}`, snippet);
    if (printed === "") fail(`${page}: the snippet printed nothing in a fresh project`);
    const expected = printedInWorkspace(snippet);
    if (printed !== expected)
      fail(`${page}: a fresh project printed\n${printed}where the workspace prints\n${expected}`);
  }
}

function fail(problem: string): void {
  failures += 1;
  console.error(problem);
}
