import { existsSync } from "node:fs";
import { defineConfig } from "tsup";

/** One configuration for every published package; it runs in the package's folder. */
export default defineConfig({
  entry: ["src/index.ts", ...(existsSync("src/bin.ts") ? ["src/bin.ts"] : [])],
  format: "esm",
  target: "node22",
  platform: "node",
  dts: { entry: "src/index.ts", compilerOptions: { composite: false, customConditions: ["@cs/source"] } },
  sourcemap: true,
  clean: true,
  splitting: true,
});
