import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { configurationPage } from "./generate/configuration.ts";
import { healthScoringPage } from "./generate/health-scoring.ts";
import { importFieldsPage } from "./generate/import-fields.ts";
import { normaliserCurves } from "./generate/normaliser-curves.ts";
import { pointsKernel } from "./generate/points-kernel.ts";
import { serverManifest } from "./generate/server-manifest.ts";
import { toolPages } from "./generate/tools/tool-pages.ts";
import { toolsPage } from "./generate/tools/tools-page.ts";

/** Files, or sections of files, that are made from the sources. With `--check` nothing is written and a stale file fails. */
const pages: Record<string, () => string | Promise<string>> = {
  "docs/configuration.md": configurationPage,
  "docs/health-scoring.md": healthScoringPage,
  "docs/images/normalisers.svg": normaliserCurves,
  "docs/import-fields.md": importFieldsPage,
  "docs/tools.md": toolsPage,
  "packages/health-engine/src/batch/generated/points-kernel-module.ts": pointsKernel,
  ...toolPages,
  "server.json": serverManifest,
};

/** A folder of which every file is generated: what is left of a tool that is gone must go too. */
const folder = "docs/tools";

const check = process.argv.includes("--check");
mkdirSync(folder, { recursive: true });
for (const path of readdirSync(folder).map((file) => `${folder}/${file}`)) {
  if (path in pages) continue;
  if (!check) rmSync(path);
  else {
    console.error(`${path} is of no tool: run npm run generate and commit the result.`);
    process.exitCode = 1;
  }
}
for (const [path, page] of Object.entries(pages)) {
  const text = await page();
  if (!check) writeFileSync(path, text);
  else if (textOf(path) !== text) {
    console.error(`${path} is stale: run npm run generate and commit the result.`);
    process.exitCode = 1;
  }
}
console.error(`${Object.keys(pages).length} generated files ${check ? "checked" : "written"}`);

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
