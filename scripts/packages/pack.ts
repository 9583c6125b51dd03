import { execFileSync } from "node:child_process";

/** What the registry would get of a package. */
export interface PackedPackage {
  readonly name: string;
  /** Absolute path of the tarball. */
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Packs the package in a directory into a folder, with the versions of workspace and catalog filled in. */
export function pack(directory: string, folder: string): PackedPackage {
  const printed = execFileSync("pnpm", ["pack", "--json", "--pack-destination", folder], {
    cwd: directory,
    encoding: "utf8",
  });
  return JSON.parse(printed) as PackedPackage;
}
