import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";

/** The environment with an empty home. The machine's registry stays the registry. */
export function emptyHome(home: string): NodeJS.ProcessEnv {
  mkdirSync(home, { recursive: true });
  const userConfiguration = execFileSync("npm", ["config", "get", "userconfig", "--loglevel=error"], {
    encoding: "utf8",
  }).trim();
  return { ...process.env, HOME: home, npm_config_userconfig: userConfiguration };
}

/**
 * Installs tarballs with npm into the project in a folder, as a user would, with everything they depend on from the
 * registry. npm refuses a package whose `engines` the running Node does not meet.
 */
export function installTarballs(folder: string, tarballs: readonly string[], env: NodeJS.ProcessEnv): void {
  const options = ["--engine-strict", "--prefer-offline", "--no-audit", "--no-fund", "--no-update-notifier"];
  execFileSync("npm", ["install", "--loglevel=error", ...options, ...tarballs], { cwd: folder, env, encoding: "utf8" });
}
