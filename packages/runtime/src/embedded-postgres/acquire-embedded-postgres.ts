import { setTimeout as sleep } from "node:timers/promises";
import { PersistenceError } from "@cs/models";
import type { Client } from "pg";
import { urlOf } from "./connect.ts";
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from "./embedded-postgres.ts";
import { giveLeaseBack, takeLease } from "./lease.ts";
import { discardStalePidFile, findPostmaster, type Postmaster } from "./postmaster.ts";
import { prepareServer } from "./prepare-server.ts";
import { applicationRole, databaseName, ownerRole, type Server } from "./server.ts";
import { readServerLogTail } from "./server-log.ts";
import { startServer } from "./start-server.ts";

const defaultTimeoutMilliseconds = 30_000;
const retryMilliseconds = 50;
/** With doubling pauses about six seconds: longer than the leftovers of a killed server need to vanish. */
const defaultStartAttempts = 7;

/**
 * Joins the PostgreSQL server of a data folder, and creates and starts it when needed. Safe for any number of
 * processes at once: whoever finds no server tries to start one, PostgreSQL lets exactly one succeed, and all loop
 * until they hold a lease.
 */
export async function acquireEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const timeoutMilliseconds = options.timeoutMilliseconds ?? defaultTimeoutMilliseconds;
  const startAttempts = options.startAttempts ?? defaultStartAttempts;
  const deadline = Date.now() + timeoutMilliseconds;
  const server = await prepareServer(options, deadline);
  let failedStarts = 0;
  let lastFailure: unknown;
  while (Date.now() < deadline) {
    const postmaster = await findPostmaster(server.dataFolder);
    if (postmaster === undefined) {
      if (failedStarts === 0) {
        options.onProgress?.(`Starting the embedded PostgreSQL ${server.platformPackage.postgresVersion}`);
      }
      const started = await startServer(server, deadline);
      if (started || (await findPostmaster(server.dataFolder)) !== undefined) continue;
      failedStarts += 1;
      if (failedStarts === startAttempts) throw await startFailure(server);
      await discardStalePidFile(server.dataFolder);
      await sleep(retryMilliseconds * 2 ** failedStarts);
      continue;
    }
    try {
      const client = await takeLease(server, postmaster);
      if (client !== undefined) return holdOf(server, postmaster, client);
    } catch (error) {
      // It is starting, or stopping, or not ours: the next round sees more.
      lastFailure = error;
    }
    await sleep(retryMilliseconds);
  }
  throw new PersistenceError(`The embedded PostgreSQL was not ready within ${timeoutMilliseconds} ms.`, {
    hint: `Read ${server.logFile}; it ends with: ${await readServerLogTail(server)}`,
    cause: lastFailure,
  });
}

function holdOf(server: Server, postmaster: Postmaster, client: Client): EmbeddedPostgres {
  const place = { port: postmaster.port, database: databaseName };
  let released: Promise<void> | undefined;
  return {
    adminUrl: urlOf({ ...place, role: ownerRole, password: server.secrets.ownerPassword }),
    applicationUrl: urlOf({ ...place, role: applicationRole, password: server.secrets.applicationPassword }),
    release() {
      released ??= giveLeaseBack(server, client);
      return released;
    },
  };
}

async function startFailure(server: Server): Promise<PersistenceError> {
  return new PersistenceError("The embedded PostgreSQL does not start.", {
    hint: `Read ${server.logFile}; it ends with: ${await readServerLogTail(server)}`,
  });
}
