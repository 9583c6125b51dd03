import { chmod, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acquireEmbeddedPostgres } from "@cs/runtime";
import type { TestProject } from "vitest/node";
import { changeSettings, copyHome, prepareHome } from "./prepared-home.ts";
import "./provided-context.ts";
import { createTemplate } from "./template-database.ts";

/**
 * Starts one real PostgreSQL for the whole run, with a migrated template that tests clone. The data folder it was
 * copied from stays for the tests that start a PostgreSQL of their own.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "cs-test-"));
  await chmod(folder, 0o755);
  const preparedHome = join(folder, "prepared");
  const home = join(folder, "shared");
  await prepareHome(preparedHome);
  await mkdir(home, { mode: 0o755 });
  await copyHome(preparedHome, home);
  await changeSettings(home, { fsync: "off", synchronous_commit: "off", full_page_writes: "off" });
  const postgres = await acquireEmbeddedPostgres({ home });
  const url = await superuserUrl(home, postgres.adminUrl);
  await createTemplate(url);
  project.provide("postgresUrl", url);
  project.provide("preparedHome", preparedHome);
  return async () => {
    await postgres.release();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
}

async function superuserUrl(home: string, anyUrl: string): Promise<string> {
  const secrets = JSON.parse(await readFile(join(home, "embedded-postgres.json"), "utf8")) as {
    superuserPassword: string;
  };
  const url = new URL(anyUrl);
  url.username = "postgres";
  url.password = secrets.superuserPassword;
  url.pathname = "/postgres";
  return url.href;
}
