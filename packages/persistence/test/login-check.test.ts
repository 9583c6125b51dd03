import { ConfigurationError } from "@cs/models";
import { asSuperuser, cloneTemplate, dropDatabase, ownerRole, type TestStore, useTestStore } from "@cs/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPersistence } from "../src/index.ts";

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
      pendingMigrations: [
        "0001-accounts",
        "0002-facts",
        "0003-health",
        "0004-platform",
        "0005-health-inputs",
        "0006-usage-daily",
      ],
    });
  });

  it("reports a server that does not answer as a failure that may pass", async () => {
    const url = new URL(urls.applicationUrl);
    url.port = "1";
    await expect(check(url.href)).rejects.toMatchObject({ code: "persistence", retryable: true });
  });
});
