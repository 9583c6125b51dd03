import { ConfigurationError, CsError } from "@cs/models";
import { applicationRole, asSuperuser, cloneTemplate, type DatabaseUrls, dropDatabase, until } from "@cs/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { openDatabase } from "./open-database.ts";

let urls: DatabaseUrls;
const dropped: string[] = [];

/** Databases without a schema; opening them is what is tested. */
beforeEach(async () => {
  urls = await cloneTemplate(inject("postgresUrl"), { empty: true });
  dropped.push(urls.name);
});
afterEach(async () => {
  for (const name of dropped.splice(0)) await dropDatabase(inject("postgresUrl"), name);
});

const bypassing = "open_database_bypassing";
beforeAll(() =>
  asSuperuser(inject("postgresUrl"), (client) =>
    client.query(`CREATE ROLE ${bypassing} LOGIN BYPASSRLS PASSWORD 'test'`),
  ),
);
afterAll(() => asSuperuser(inject("postgresUrl"), (client) => client.query(`DROP ROLE ${bypassing}`)));

function open(databaseUrl: string, databaseAdminUrl: string | null, messages: string[] = []) {
  return openDatabase({
    config: { home: "/dev/null", databaseUrl, databaseAdminUrl },
    onProgress: (message) => messages.push(message),
    onIdleError: () => {},
  });
}

async function refusalOf(databaseUrl: string, databaseAdminUrl: string | null): Promise<CsError> {
  const failure = await open(databaseUrl, databaseAdminUrl).then(
    async (database) => {
      await database.close();
      return new Error("the database was opened");
    },
    (error: unknown) => error,
  );
  if (CsError.isInstance(failure)) return failure;
  throw failure;
}

function changed(url: string, change: (url: URL) => void): string {
  const copy = new URL(url);
  change(copy);
  return copy.href;
}

describe("your own PostgreSQL", () => {
  it("is migrated once by its owner and then opened without it", async () => {
    const messages: string[] = [];
    await (await open(urls.applicationUrl, urls.adminUrl, messages)).close();
    expect(messages).toEqual([expect.stringMatching(/^Prepared the database schema \(\d+ migrations\)$/)]);
    const database = await open(urls.applicationUrl, null, messages);
    expect(await database.persistence.check()).toEqual({ pendingMigrations: [] });
    await database.close();
    expect(messages).toHaveLength(1);
  });

  it("can be opened by ten processes' worth of openers at once while it is still empty", async () => {
    const opened = await Promise.all(Array.from({ length: 10 }, () => open(urls.applicationUrl, urls.adminUrl)));
    await Promise.all(opened.map((database) => database.close()));
  });

  it("without a schema and without an owner is refused and names DATABASE_ADMIN_URL", async () => {
    const failure = await refusalOf(urls.applicationUrl, null);
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect(failure).toMatchObject({ field: "DATABASE_ADMIN_URL", hint: expect.stringContaining("DATABASE_ADMIN_URL") });
  });
});

describe("a database that is being closed", () => {
  const backends = () =>
    asSuperuser(urls.superuserUrl, async (client) => {
      const sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = $1";
      const { rows } = await client.query<{ pid: number }>(sql, [applicationRole]);
      return rows.map(({ pid }) => pid);
    });

  it("does not complain when the server ends the connection before it reads our goodbye", async () => {
    const complaints: Error[] = [];
    const database = await openDatabase({
      config: { home: "/dev/null", databaseUrl: urls.applicationUrl, databaseAdminUrl: urls.adminUrl },
      onProgress: () => {},
      onIdleError: (error) => complaints.push(error),
    });
    const pids = await backends();
    expect(pids.length).toBeGreaterThan(0);
    // Stopped processes read nothing; when they go on, they see the order to end first.
    for (const pid of pids) process.kill(pid, "SIGSTOP");
    const closed = database.close();
    for (const pid of pids) process.kill(pid, "SIGTERM");
    for (const pid of pids) process.kill(pid, "SIGCONT");
    await closed;
    await until(async () => (await backends()).length === 0);
    expect(complaints).toEqual([]);
  });
});

describe("a login is refused", () => {
  it("when it is a superuser", async () => {
    const failure = await refusalOf(urls.superuserUrl, urls.adminUrl);
    expect(failure).toMatchObject({ code: "configuration", message: expect.stringContaining("is a superuser") });
  });

  it("when it bypasses row-level security", async () => {
    const url = changed(urls.applicationUrl, (copy) => {
      copy.username = bypassing;
    });
    expect(await refusalOf(url, urls.adminUrl)).toMatchObject({
      code: "configuration",
      message: expect.stringContaining("bypasses row-level security"),
    });
  });

  it("when it owns the tables, already at the start that creates them", async () => {
    const failure = await refusalOf(urls.adminUrl, urls.adminUrl);
    expect(failure).toMatchObject({ code: "configuration", message: expect.stringContaining("owns the tables") });
  });

  it("before anything is written, when it could never be accepted", async () => {
    await refusalOf(urls.superuserUrl, urls.adminUrl);
    const { rows } = await asSuperuser(urls.superuserUrl, (client) =>
      client.query("SELECT FROM pg_namespace WHERE nspname = 'cs'"),
    );
    expect(rows).toHaveLength(0);
  });
});

describe("a connection that fails says what to correct and never the password", () => {
  const password = "wr0ng-passw0rd";

  it.each([
    {
      what: "a wrong password",
      change: (url: URL) => {
        url.password = password;
      },
      message: "The PostgreSQL server of DATABASE_URL refused the name or password.",
    },
    {
      what: "an unknown role",
      change: (url: URL) => {
        url.username = "nobody_knows";
        url.password = password;
      },
      message: "The PostgreSQL server of DATABASE_URL refused the name or password.",
    },
    {
      what: "an unknown database",
      change: (url: URL) => {
        url.pathname = "/no_such_database";
      },
      message: "The PostgreSQL server of DATABASE_URL has no database of this name.",
    },
  ])("for $what", async ({ change, message }) => {
    const failure = await refusalOf(changed(urls.applicationUrl, change), urls.adminUrl);
    expect(failure).toMatchObject({ code: "configuration", field: "DATABASE_URL", message });
    expect(JSON.stringify([failure.message, failure.hint, String(failure.cause)])).not.toContain(password);
  });

  it("for a server that does not run", async () => {
    const url = changed(urls.applicationUrl, (copy) => {
      copy.port = "1";
    });
    expect(await refusalOf(url, null)).toMatchObject({ code: "persistence", retryable: true });
  });

  it("for a role without access to the schema", async () => {
    await (await open(urls.applicationUrl, urls.adminUrl)).close();
    await asSuperuser(urls.superuserUrl, (client) => client.query(`REVOKE ALL ON SCHEMA cs FROM ${applicationRole}`));
    expect(await refusalOf(urls.applicationUrl, null)).toMatchObject({ code: "configuration", field: "DATABASE_URL" });
    await (await open(urls.applicationUrl, urls.adminUrl)).close();
  });

  it("for a wrong password of the owner", async () => {
    const adminUrl = changed(urls.adminUrl, (copy) => {
      copy.password = password;
    });
    const failure = await refusalOf(urls.applicationUrl, adminUrl);
    expect(failure.hint).toContain("DATABASE_ADMIN_URL");
    expect(JSON.stringify([failure.message, failure.hint, String(failure.cause)])).not.toContain(password);
  });
});
