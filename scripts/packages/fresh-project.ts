import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { emptyHome, installTarballs } from "./install-tarballs.ts";

const typeScript = join(
  dirname(createRequire(import.meta.url).resolve("typescript-native/package.json")),
  "bin",
  "tsc",
);
const strict = ["--strict", "--module", "nodenext", "--target", "es2024", "--lib", "es2024,dom", "--types", ""];

/** A project that has nothing but installed tarballs. */
export interface FreshProject {
  /** Checks the types of a snippet, those of the packages included, compiles it and returns what it prints. */
  run(name: string, snippet: string): string;
}

/** Makes a project in a new folder and installs tarballs there, from an empty home. */
export function freshProject(folder: string, tarballs: readonly string[]): FreshProject {
  const environment = emptyHome(join(folder, "home"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "fresh", private: true, type: "module" }));
  installTarballs(folder, tarballs, environment);
  return {
    run(name, snippet) {
      writeFileSync(join(folder, `${name}.mts`), snippet);
      runIn(folder, [process.execPath, typeScript, ...strict, `${name}.mts`], environment);
      return runIn(folder, [process.execPath, `${name}.mjs`], environment);
    },
  };
}

function runIn(cwd: string, [program = "", ...rest]: readonly string[], env: NodeJS.ProcessEnv): string {
  return execFileSync(program, rest, { cwd, env, encoding: "utf8" });
}
