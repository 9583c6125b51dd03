import { appendFile, chown, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigurationError, PersistenceError } from "@cs/models";
import { renderClusterSettings } from "./cluster-settings.ts";
import { exists, publishFolder } from "./file-system.ts";
import { runTool } from "./run-tool.ts";
import type { Server } from "./server.ts";
import { inWorkFolder } from "./work-folder.ts";

/** What the creation of a cluster depends on, apart from the server. */
export interface CreateClusterOptions {
  readonly settings: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
}

/** Creates the data folder unless it is there. Atomic: other processes see no folder or a complete one. */
export async function ensureCluster(server: Server, options: CreateClusterOptions): Promise<void> {
  if (!(await exists(server.dataFolder))) {
    await inWorkFolder(server.baseFolder, (workFolder) => createCluster(server, workFolder, options));
  }
  await checkMajorVersion(server);
}

async function createCluster(server: Server, workFolder: string, options: CreateClusterOptions): Promise<void> {
  const dataFolder = join(workFolder, "data");
  const passwordFile = join(workFolder, "password");
  const configuration = renderClusterSettings(options.settings);
  await mkdir(dataFolder, { mode: 0o700 });
  await writeFile(passwordFile, server.secrets.superuserPassword, { flag: "wx", mode: 0o600 });
  if (server.account !== undefined) {
    for (const path of [dataFolder, passwordFile, workFolder]) {
      await chown(path, server.account.uid, server.account.gid);
    }
  }
  const result = await runTool({
    program: join(server.binaryFolder, "initdb"),
    arguments: [
      ...["--pgdata", dataFolder, "--username", "postgres", "--pwfile", passwordFile],
      ...["--auth", "scram-sha-256", "--encoding", "UTF8"],
      // The built-in provider sorts the same on every machine and survives upgrades of the C library.
      ...["--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
      ...(options.settings["fsync"] === "off" ? ["--no-sync"] : []),
    ],
    workingFolder: server.baseFolder,
    account: server.account,
    timeoutMilliseconds: options.deadline - Date.now(),
  });
  if (!result.succeeded) {
    throw new PersistenceError("The embedded PostgreSQL could not create its data folder.", {
      hint: `initdb said: ${result.output.split("\n").slice(-6).join(" ") || "nothing, it ran out of time"}`,
    });
  }
  await appendFile(join(dataFolder, "postgresql.conf"), configuration);
  await publishFolder(dataFolder, server.dataFolder);
}

async function checkMajorVersion(server: Server): Promise<void> {
  const major = (await readFile(join(server.dataFolder, "PG_VERSION"), "utf8")).trim();
  if (major === server.platformPackage.postgresMajor) return;
  throw new ConfigurationError(
    `${server.dataFolder} was created by PostgreSQL ${major}, this version brings ${server.platformPackage.postgresVersion}.`,
    { field: "CS_HOME", hint: "Make a backup with the version before, and restore it into a new CS_HOME." },
  );
}
