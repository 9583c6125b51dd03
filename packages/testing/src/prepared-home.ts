import { execFile } from "node:child_process";
import { appendFile, chmod, mkdir, readdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { acquireEmbeddedPostgres } from "@cs/runtime";
import { postmasterPid, until } from "./processes/process-state.ts";

/** Creates a data folder with an embedded PostgreSQL that holds no schema yet and does not run, to be copied. */
export async function prepareHome(home: string): Promise<void> {
  await mkdir(home);
  // As root the server runs as another user, who must be able to enter.
  await chmod(home, 0o755);
  const postgres = await acquireEmbeddedPostgres({ home, settings: { fsync: "off" } });
  await postgres.release();
  await until(async () => (await postmasterPid(home)) === null);
  // Only its creation may be careless: the copies are as durable as the product's own.
  await changeSettings(home, { fsync: "on" });
}

/**
 * Fills an existing, empty data folder with a copy of a prepared one, which saves the seconds that installing the
 * binaries and creating a cluster take.
 */
export async function copyHome(prepared: string, home: string): Promise<void> {
  await linkBinaries(prepared, home);
  // Node's own copy does not keep the owner, by which the server knows its folder.
  for (const name of ["data", "embedded-postgres.json"])
    await promisify(execFile)("cp", ["-a", join(prepared, name), home]);
}

/** Gives an empty data folder the installed binaries of a prepared one. Nothing writes to them. */
export async function linkBinaries(prepared: string, home: string): Promise<void> {
  for (const name of await readdir(prepared)) {
    if (name.startsWith("postgres-")) await symlink(join(prepared, name), join(home, name));
  }
}

/** Changes the server's settings from its next start on. */
export async function changeSettings(home: string, settings: Readonly<Record<string, string>>): Promise<void> {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
  await appendFile(join(home, "data", "postgresql.conf"), lines.join(""));
}
