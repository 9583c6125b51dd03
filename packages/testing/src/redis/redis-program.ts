import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Where tests of Redis get one: a `redis-server` that they start and kill themselves, one that runs, or nowhere. */
export type RedisSource = "program" | "given" | "missing";

/** A `redis-server` on the path comes first; the server of `REDIS_URL` is used where nothing is killed. */
export function findRedis(environment: NodeJS.ProcessEnv): RedisSource {
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  if (folders.some((folder) => isExecutable(join(folder, "redis-server")))) return "program";
  return environment["REDIS_URL"] ? "given" : "missing";
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Says once per run what is missing. Under `CI` nothing may be missing. */
export function requireRedis(source: RedisSource, environment: NodeJS.ProcessEnv): void {
  if (source === "program") return;
  const fix = "Install it with your package manager, as in `apt-get install redis-server`.";
  const skipped = source === "given" ? "tests that kill a Redis are skipped" : "tests of Redis are skipped";
  if (environment["CI"]) throw new Error(`There is no redis-server on the PATH. ${fix}`);
  process.stderr.write(`There is no redis-server on the PATH: ${skipped}. ${fix}\n`);
}
