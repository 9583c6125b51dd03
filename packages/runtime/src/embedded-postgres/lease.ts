import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import { bootstrapDatabase } from "./bootstrap-database.ts";
import { connect } from "./connect.ts";
import { errorCode } from "./file-system.ts";
import { findPostmaster, type Postmaster } from "./postmaster.ts";
import { applicationRole, databaseName, type Server } from "./server.ts";
import { requestStop } from "./stop-server.ts";

const leaseLock = 7_236_002;
const stopNoticeMilliseconds = 5_000;
/** Wrong password or no such role, not allowed to log in, no such database, no right to connect. */
const notBootstrappedCodes = ["28P01", "28000", "3D000", "42501"];

/**
 * Takes a lease: a connection which holds a shared advisory lock, so that a crash of this process ends the lease too.
 * Undefined when the server is about to stop. Does not keep this process alive.
 */
export async function takeLease(server: Server, postmaster: Postmaster): Promise<Client | undefined> {
  const client = await connectForLease(server, postmaster.port);
  try {
    const granted = await queryBoolean(client, `SELECT pg_try_advisory_lock_shared(${leaseLock}) AS answer`);
    // During a stop the lock falls free with the first connection that ends, and ours may be the last.
    if (granted && (await keepsRunning(server, postmaster))) {
      reference(client).unref();
      return client;
    }
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  await client.end();
  return undefined;
}

/** Gives a lease back, and asks the server to stop when it was the last one. Never fails: the server may be gone. */
export async function giveLeaseBack(server: Server, client: Client): Promise<void> {
  // Otherwise Node may exit in the middle, when nothing else keeps it alive.
  reference(client).ref();
  const ended = new Promise<void>((resolve) => client.once("end", resolve));
  try {
    await client.query(`SELECT pg_advisory_unlock_shared(${leaseLock})`);
    const last = await queryBoolean(client, `SELECT pg_try_advisory_lock(${leaseLock}) AS answer`);
    if (last && (await requestStop(server))) {
      // The exclusive lock keeps newcomers out until the stop has reached the server, which then disconnects us.
      // Letting go earlier could give a newcomer a lease on a server which stops a moment later.
      await Promise.race([ended, sleep(stopNoticeMilliseconds, undefined, { ref: false })]);
    }
  } catch {
    // The connection is gone, and the lease with it.
  }
  await client.end().catch(() => undefined);
}

async function connectForLease(server: Server, port: number): Promise<Client> {
  const login = {
    port,
    role: applicationRole,
    password: server.secrets.applicationPassword,
    database: databaseName,
    applicationName: "cs-lease",
  };
  try {
    return await connect(login);
  } catch (error) {
    if (!notBootstrappedCodes.includes(errorCode(error) ?? "")) throw error;
  }
  await bootstrapDatabase(server, port);
  return await connect(login);
}

async function keepsRunning(server: Server, { pid }: Postmaster): Promise<boolean> {
  const now = await findPostmaster(server.dataFolder);
  return now?.pid === pid && !now.stopping;
}

async function queryBoolean(client: Client, sql: string): Promise<boolean> {
  const { rows } = await client.query<{ answer: boolean }>(sql);
  return rows[0]?.answer === true;
}

/** `ref` and `unref` of pg's client are missing in its types. */
function reference(client: Client): { ref(): void; unref(): void } {
  return client as Client & { ref(): void; unref(): void };
}
