import { Client } from "pg";

/** A login at the embedded server. */
export interface Login {
  readonly port: number;
  readonly role: string;
  readonly password: string;
  readonly database: string;
  readonly applicationName: string;
}

/** Opens one connection. A server which goes away ends it silently instead of ending the process. */
export async function connect(login: Login): Promise<Client> {
  const client = new Client({
    host: "127.0.0.1",
    port: login.port,
    user: login.role,
    password: login.password,
    database: login.database,
    application_name: login.applicationName,
    ssl: false,
    connectionTimeoutMillis: 3_000,
  });
  // Without a listener a lost connection is an uncaught exception; every query reports it anyhow.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

/** The same login as a URL, for connection pools. */
export function urlOf(login: Omit<Login, "applicationName">): string {
  return `postgresql://${login.role}:${login.password}@127.0.0.1:${login.port}/${login.database}`;
}
