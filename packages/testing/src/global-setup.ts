import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acquireEmbeddedPostgres } from "@cs/runtime";
import type { TestProject } from "vitest/node";
import "./provided-context.ts";
import { createTemplate } from "./template-database.ts";

/** Starts one real PostgreSQL for the whole run, with a migrated template that tests clone. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = await mkdtemp(join(tmpdir(), "cs-test-"));
  // As root the server runs as another user, who must be able to enter.
  await chmod(home, 0o755);
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
  const postgres = await acquireEmbeddedPostgres({ home, settings });
  const url = await superuserUrl(home, postgres.adminUrl);
  await createTemplate(url);
  project.provide("postgresUrl", url);
  return async () => {
    await postgres.release();
    await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
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
