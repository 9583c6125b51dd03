import { mkdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { ConfigurationError, CsError } from "@cs/models";
import { binaryBaseOf, ensureBaseFolder } from "./base-folder.ts";
import { ensureCluster } from "./create-cluster.ts";
import type { EmbeddedPostgresOptions } from "./embedded-postgres.ts";
import { errorCode, exists } from "./file-system.ts";
import { binaryFolderOf, installBinaries } from "./install-binaries.ts";
import { findPlatformPackage } from "./platform-package.ts";
import type { Server } from "./server.ts";
import { chooseServerAccount } from "./server-account.ts";
import { ensureServerSecrets } from "./server-secrets.ts";

/** Makes everything ready that is on disk: secrets, binaries, data folder. Quick when they are there. */
export async function prepareServer(options: EmbeddedPostgresOptions, deadline: number): Promise<Server> {
  try {
    const server = await locateServer(options);
    if (!(await exists(server.dataFolder))) {
      options.onProgress?.(`Preparing the embedded PostgreSQL ${server.platformPackage.postgresVersion}`);
    }
    await installBinaries(server.platformPackage, server.binaryBase);
    await ensureCluster(server, { settings: options.settings ?? {}, deadline });
    return server;
  } catch (error) {
    throw explain(error);
  }
}

async function locateServer(options: EmbeddedPostgresOptions): Promise<Server> {
  const platformPackage = await findPlatformPackage();
  await mkdir(options.home, { recursive: true, mode: homeMode() });
  // Two spellings of one folder are one database.
  const home = await realpath(options.home);
  const secrets = await ensureServerSecrets(home);
  const baseFolder = await ensureBaseFolder(home, secrets);
  const binaryBase = binaryBaseOf(home, secrets);
  const dataFolder = join(baseFolder, "data");
  return {
    platformPackage,
    baseFolder,
    binaryBase,
    binaryFolder: binaryFolderOf(platformPackage, binaryBase),
    dataFolder,
    logFile: join(baseFolder, "postgres.log"),
    account: await chooseServerAccount(dataFolder),
    secrets,
  };
}

/** As root the server runs as another user, who must be able to enter; secrets and data have modes of their own. */
function homeMode(): number {
  return process.getuid?.() === 0 ? 0o711 : 0o700;
}

/** What goes wrong with a folder that somebody chose: rights, space, or something else by that name. */
const folderFaults = ["EACCES", "EPERM", "EROFS", "ENOSPC", "ENOTDIR", "EEXIST", "ENAMETOOLONG"];

function explain(error: unknown): unknown {
  if (CsError.isInstance(error) || !folderFaults.includes(errorCode(error) ?? "")) return error;
  return new ConfigurationError("The embedded PostgreSQL cannot use its folder.", {
    field: "CS_HOME",
    hint: `Set CS_HOME to a folder you may write to, or DATABASE_URL to a PostgreSQL 14 or newer (${errorCode(error)}).`,
    cause: error,
  });
}
