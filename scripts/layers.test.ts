import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cruiseLayers, layerRules } from "./layers.ts";

/** Files planted into an otherwise clean tree, and the rule each set must break. */
const planted: Record<string, Record<string, string>> = {
  "layer-models": { "packages/models/src/bad.ts": 'import "@cs/services";' },
  "layer-health-engine": { "packages/health-engine/src/bad.ts": 'import "@cs/persistence";' },
  "layer-prediction": { "packages/prediction/src/bad.ts": 'import "@cs/analytics";' },
  "layer-reports": { "packages/reports/src/bad.ts": 'import "@cs/health-engine";' },
  "layer-analytics": { "packages/analytics/src/bad.ts": 'import "@cs/health-engine";' },
  "layer-portfolio": { "packages/portfolio/src/bad.ts": 'import "@cs/health-engine";' },
  "layer-integrations": { "packages/integrations/src/bad.ts": 'import "@cs/persistence";' },
  "layer-persistence": { "packages/persistence/src/bad.ts": 'import type {} from "@cs/services";' },
  "layer-services": { "packages/services/src/bad.ts": 'import "@cs/runtime";' },
  "layer-runtime": { "packages/runtime/src/bad.ts": 'import "@cs/mcp-server";' },
  "layer-mcp-server": { "packages/mcp-server/src/bad.ts": 'import "@cs/persistence";' },
  "layer-cli": { "packages/cli/src/bad.ts": 'export {} from "@cs/persistence";' },
  "packages-by-name": { "packages/services/src/bad.ts": 'import "../../models/src/index.ts";' },
  "pure-packages": { "packages/health-engine/src/bad.ts": 'import "node:fs";' },
  "no-sql-in-services": { "packages/services/src/bad.ts": 'import "pg";' },
  "mcp-sdk-in-one-package": { "packages/runtime/src/bad.ts": 'import "@modelcontextprotocol/sdk";' },
  "no-circular": {
    "packages/models/src/bad.ts": 'import "./worse.ts";',
    "packages/models/src/worse.ts": 'import "./bad.ts";',
  },
  "not-to-unresolvable": { "packages/models/src/bad.ts": 'import "./absent.ts";' },
  "no-tests-in-sources": { "packages/models/src/bad.ts": 'import "@cs/testing";' },
};

const packages = [
  ...[
    "models",
    "health-engine",
    "prediction",
    "reports",
    "analytics",
    "portfolio",
    "integrations",
    "persistence",
    "services",
    "runtime",
    "mcp-server",
    "cli",
    "testing",
  ],
];

let folder: string;

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cs-layers-"));
  await mkdir(join(folder, "node_modules", "@cs"), { recursive: true });
  for (const name of packages) {
    const manifest = { name: `@cs/${name}`, type: "module", exports: { ".": { "@cs/source": "./src/index.ts" } } };
    await put(`packages/${name}/package.json`, JSON.stringify(manifest));
    await put(`packages/${name}/src/index.ts`, "export const here = 1;");
    await symlink(join(folder, "packages", name), join(folder, "node_modules", "@cs", name));
  }
  for (const name of ["pg", "@modelcontextprotocol/sdk"]) {
    await put(`node_modules/${name}/package.json`, JSON.stringify({ name, main: "index.js" }));
    await put(`node_modules/${name}/index.js`, "");
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("layer rules", () => {
  it("let a clean tree pass", async () => {
    const { violations, totalCruised } = await cruiseLayers(folder);
    expect(violations).toEqual([]);
    expect(totalCruised).toBe(packages.length);
  });

  it("all have a planted violation here", async () => {
    expect(Object.keys(planted).sort()).toEqual(layerRules.map((rule) => rule.name).sort());
  });

  it.each(Object.entries(planted))("%s is broken by a planted import", async (rule, files) => {
    for (const [path, text] of Object.entries(files)) await put(path, text);
    try {
      const { violations } = await cruiseLayers(folder);
      expect(violations.map((violation) => violation.rule.name)).toContain(rule);
    } finally {
      for (const path of Object.keys(files)) await rm(join(folder, path));
    }
  });
});
