import { chmod, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acquireEmbeddedPostgres } from "@cs/runtime";
import type { TestProject } from "vitest/node";
import { changeSettings, copyHome, prepareHome } from "./prepared-home.ts";
import "./provided-context.ts";
import { findRedis, requireRedis } from "./redis/redis-program.ts";
import { createTemplate, dropTemplate } from "./template-database.ts";

/**
 * Starts one real PostgreSQL for the whole run, with a migrated template that tests clone. The data folder it was
 * copied from stays for the tests that start a PostgreSQL of their own. With `ownPostgresUrl` the template is made on
 * that server instead, and removed after the run.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const redis = findRedis(process.env);
  requireRedis(redis, process.env);
  project.provide("redis", redis);
  const folder = await mkdtemp(join(tmpdir(), "cs-test-"));
  await chmod(folder, 0o755);
  const preparedHome = join(folder, "prepared");
  await prepareHome(preparedHome);
  const server = ownServer(project) ?? (await embeddedServer(preparedHome, join(folder, "shared")));
  await createTemplate(server.url);
  project.provide("postgresUrl", server.url);
  project.provide("preparedHome", preparedHome);
  return async () => {
    await server.release();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
}

interface TestServer {
  readonly url: string;
  release(): Promise<void>;
}

function ownServer(project: TestProject): TestServer | undefined {
  const url = project.config.provide.ownPostgresUrl;
  return url === undefined ? undefined : { url, release: () => dropTemplate(url) };
}

async function embeddedServer(preparedHome: string, home: string): Promise<TestServer> {
  await mkdir(home, { mode: 0o755 });
  await copyHome(preparedHome, home);
  await changeSettings(home, { fsync: "off", synchronous_commit: "off", full_page_writes: "off" });
  const postgres = await acquireEmbeddedPostgres({ home });
  return { url: await superuserUrl(home, postgres.adminUrl), release: () => postgres.release() };
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
