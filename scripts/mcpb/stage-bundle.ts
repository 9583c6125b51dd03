import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { emptyHome, installTarballs } from "../packages/install-tarballs.ts";
import { pack } from "../packages/pack.ts";
import { bundleManifest } from "./bundle-manifest.ts";

const scope = "@cs/";

/** Fills a folder with what a bundle holds: the manifest, and the packed server with everything it depends on. */
export function stageBundle(folder: string, work: string): void {
  const tarballs = [...neededBy("mcp-server")].map((name) => pack(join("packages", name), work).filename);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "bundle", private: true, type: "module" }));
  installTarballs(folder, tarballs, emptyHome(join(work, "home")));
  copyFileSync("LICENSE", join(folder, "LICENSE"));
  writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(bundleManifest(process.platform), null, 2)}\n`);
}

/** The folders of a package and of those of ours that it depends on. */
function neededBy(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const { dependencies = {} } = JSON.parse(readFileSync(join("packages", name, "package.json"), "utf8")) as {
    dependencies?: Record<string, string>;
  };
  for (const each of Object.keys(dependencies)) if (each.startsWith(scope)) neededBy(each.slice(scope.length), found);
  return found;
}
