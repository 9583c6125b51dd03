import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

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

/**
 * Makes a project in a new folder and installs tarballs with npm, as a user would: from an empty home, with everything
 * they depend on from the registry. npm refuses a package whose `engines` the running Node does not meet.
 */
export function freshProject(folder: string, tarballs: readonly string[]): FreshProject {
  const home = join(folder, "home");
  mkdirSync(home, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "fresh", private: true, type: "module" }));
  const options = ["--engine-strict", "--prefer-offline", "--no-audit", "--no-fund", "--no-update-notifier"];
  const userConfiguration = execFileSync("npm", ["config", "get", "userconfig", "--loglevel=error"], {
    encoding: "utf8",
  }).trim();
  // The machine's registry stays the registry; only the home is empty.
  const environment = { ...process.env, HOME: home, npm_config_userconfig: userConfiguration };
  runIn(folder, ["npm", "install", "--loglevel=error", ...options, ...tarballs], environment);
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
