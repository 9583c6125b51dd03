import { existsSync, readFileSync } from "node:fs";
import { defineConfig } from "tsup";

interface Manifest {
  readonly exports: Readonly<Record<string, { readonly "@cs/source": string }>>;
}

/** One configuration for every published package; it runs in the package's folder and builds what the manifest exports. */
const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const entry = Object.values(exports).map((target) => target["@cs/source"]);

export default defineConfig({
  entry: [...entry, ...(existsSync("src/bin.ts") ? ["src/bin.ts"] : [])],
  format: "esm",
  target: "node22",
  platform: "node",
  dts: { entry, compilerOptions: { composite: false, customConditions: ["@cs/source"] } },
  sourcemap: true,
  clean: true,
  splitting: true,
});
