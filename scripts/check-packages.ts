import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Packs every published package as the registry would get it and checks manifest, exports and types of the tarball. */
const bin = (name: string) => join("node_modules", ".bin", name);
const folder = mkdtempSync(join(tmpdir(), "cs-packages-"));
let failures = 0;
let checked = 0;
try {
  for (const name of readdirSync("packages")) {
    const directory = join("packages", name);
    const manifest = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as { private?: boolean };
    if (manifest.private) continue;
    const before = new Set(readdirSync(folder));
    execFileSync("pnpm", ["pack", "--pack-destination", folder], { cwd: directory, stdio: "ignore" });
    const tarball = readdirSync(folder).find((file) => !before.has(file));
    if (tarball === undefined) throw new Error(`pnpm packed nothing for ${name}`);
    const path = join(folder, tarball);
    for (const command of [
      [bin("publint"), "run", path, "--strict"],
      [bin("attw"), path, "--profile", "esm-only", "--no-emoji", "--quiet"],
    ]) {
      const [program = "", ...rest] = command;
      const result = spawnSync(program, rest, { encoding: "utf8" });
      if (result.status === 0) continue;
      failures += 1;
      console.error(`${name}: ${program} failed\n${result.stdout}${result.stderr}`);
    }
    checked += 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.error(`${checked} packages checked, ${failures} failures`);
process.exitCode = failures > 0 || checked === 0 ? 1 : 0;
