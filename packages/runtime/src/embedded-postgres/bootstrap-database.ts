import type { Client } from "pg";
import { connect } from "./connect.ts";
import { applicationRole, databaseName, ownerRole, type Server } from "./server.ts";

const bootstrapLock = 7_236_001;
const plainRole = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS";

/**
 * Creates roles and database as the superuser; repeatable and safe for several processes at once. The application
 * role may log in only at the very end, so a successful login proves that all of this is done.
 */
export async function bootstrapDatabase(server: Server, port: number): Promise<void> {
  const login = { port, role: "postgres", password: server.secrets.superuserPassword, applicationName: "cs-bootstrap" };
  const client = await connect({ ...login, database: "postgres" });
  try {
    await client.query("SELECT pg_advisory_lock($1)", [bootstrapLock]);
    await ensureRole(client, ownerRole);
    await ensureRole(client, applicationRole);
    await setPassword(client, ownerRole, server.secrets.ownerPassword);
    await ensureDatabase(client);
    const inside = await connect({ ...login, database: databaseName });
    try {
      await inside.query("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    } finally {
      await inside.end();
    }
    await setPassword(client, applicationRole, server.secrets.applicationPassword);
  } finally {
    await client.end();
  }
}

async function ensureRole(client: Client, role: string): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role]);
  if (rowCount === 0) await client.query(`CREATE ROLE ${role} NOLOGIN ${plainRole}`);
}

async function ensureDatabase(client: Client): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [databaseName]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseName} OWNER ${ownerRole}`);
  await client.query(`REVOKE ALL ON DATABASE ${databaseName}, postgres, template1 FROM PUBLIC`);
  // Temporary tables are how rows are copied in under row-level security.
  await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${databaseName} TO ${ownerRole}, ${applicationRole}`);
}

async function setPassword(client: Client, role: string, password: string): Promise<void> {
  // The statement holds a password: it must not reach the log should it fail.
  await client.query("SET log_min_error_statement = 'panic'; SET log_statement = 'none'");
  await client.query(`ALTER ROLE ${role} LOGIN ${plainRole} PASSWORD ${client.escapeLiteral(password)}`);
}
