import { ConfigurationError } from "@cs/models";
import { asSuperuser, cloneTemplate, dropDatabase, ownerRole, type TestStore, useTestStore } from "@cs/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPersistence } from "../src/index.ts";
import { migrations } from "../src/migrations/index.ts";

const roles = {
  bypassing: "login_check_bypassing",
  member: "login_check_member",
  setsRole: "login_check_sets_role",
  viaBypassing: "login_check_via_bypassing",
};

const store = useTestStore();
let urls: TestStore["urls"];
let empty: TestStore["urls"];
beforeAll(async () => {
  urls = store.urls;
  empty = await cloneTemplate(urls.superuserUrl, { empty: true });
  await asSuperuser(urls.superuserUrl, async (client) => {
    await client.query(`CREATE ROLE ${roles.bypassing} LOGIN BYPASSRLS PASSWORD 'test'`);
    await client.query(`CREATE ROLE ${roles.member} LOGIN PASSWORD 'test' IN ROLE ${ownerRole}`);
    await client.query(`CREATE ROLE ${roles.setsRole} LOGIN NOINHERIT PASSWORD 'test' IN ROLE ${ownerRole}`);
    await client.query(`CREATE ROLE ${roles.viaBypassing} LOGIN PASSWORD 'test' IN ROLE ${roles.bypassing}`);
  });
});
afterAll(async () => {
  await dropDatabase(urls.superuserUrl, empty.name);
  await store.query(`DROP ROLE ${Object.values(roles).join(", ")}`);
});

async function check(url: string) {
  const persistence = createPersistence({ url, size: 1 });
  try {
    return await persistence.check();
  } finally {
    await persistence.close();
  }
}

function urlOf(role: string, base = urls.applicationUrl): string {
  const url = new URL(base);
  url.username = role;
  return url.href;
}

describe("the check of the database", () => {
  it.each([
    ["locale", "ENCODING 'UTF8'"],
    ["encoding", "ENCODING 'LATIN1'"],
  ])("refuses one with a %s that knows no letters beyond ASCII, and says how to make another", async (_, encoding) => {
    const ascii = new URL(urls.applicationUrl);
    ascii.pathname = `/${urls.name}_ascii`;
    const { rows } = await asSuperuser(urls.superuserUrl, (client) => client.query("SHOW server_version_num"));
    // From PostgreSQL 15 on a database names its provider; the one of template0 knows all letters.
    const provider = Number(rows[0]?.server_version_num) < 150_000 ? "" : "LOCALE_PROVIDER libc";
    await asSuperuser(urls.superuserUrl, (client) =>
      client.query(`CREATE DATABASE ${urls.name}_ascii TEMPLATE template0 ${encoding} LOCALE 'C' ${provider}`),
    );
    await expect(check(ascii.href)).rejects.toMatchObject({
      code: "configuration",
      message: expect.stringContaining(`"${urls.name}_ascii" knows no letters beyond ASCII`),
      hint: expect.stringContaining("CREATE DATABASE"),
    });
    await dropDatabase(urls.superuserUrl, `${urls.name}_ascii`);
  });
});

describe("the check of the login", () => {
  it.each([
    ["a superuser", () => urls.superuserUrl, "is a superuser"],
    ["the owner of the tables", () => urls.adminUrl, "owns the tables"],
    ["a role that bypasses row-level security", () => urlOf(roles.bypassing), "bypasses row-level security"],
    ["a member of the owner", () => urlOf(roles.member), "owns the tables"],
    ["a member of the owner that does not inherit", () => urlOf(roles.setsRole), "owns the tables"],
    ["a member of a role that bypasses", () => urlOf(roles.viaBypassing), "bypasses row-level security"],
  ])("refuses %s and says which setting to change", async (_, url, fault) => {
    const refusal = check(url());
    await expect(refusal).rejects.toThrow(ConfigurationError);
    await expect(refusal).rejects.toMatchObject({
      message: expect.stringContaining(fault),
      hint: expect.stringContaining("DATABASE_URL"),
    });
  });

  it("never shows the password", async () => {
    const error = await check(urls.superuserUrl).catch((reason: unknown) => reason);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(new URL(urls.superuserUrl).password);
  });

  it("accepts the application role and finds no migration pending", async () => {
    expect(await check(urls.applicationUrl)).toEqual({ pendingMigrations: [] });
  });

  it("names every migration of an empty database in order", async () => {
    expect(await check(empty.applicationUrl)).toEqual({
      pendingMigrations: Object.keys(migrations),
    });
  });

  it("reports a server that does not answer as a failure that may pass", async () => {
    const url = new URL(urls.applicationUrl);
    url.port = "1";
    await expect(check(url.href)).rejects.toMatchObject({ code: "persistence", retryable: true });
  });
});
