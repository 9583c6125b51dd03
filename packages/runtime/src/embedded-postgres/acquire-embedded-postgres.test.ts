import { once } from "node:events";
import { chmod, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { isRunning, until } from "@cs/testing";
import { afterEach, beforeEach, describe, expect, it, onTestFailed } from "vitest";
import {
  acquire,
  baseFolder,
  createFixture,
  disposeFixture,
  fixture,
  kill,
  query,
  runRounds,
  serverPid,
  spawnHolder,
  startHolder,
  untilEnded,
  untilStopped,
  useExistingCluster,
  useInstalledBinaries,
} from "../../test/embedded-postgres-fixture.ts";
import { findPostmaster } from "./postmaster.ts";

const isRoot = process.getuid?.() === 0;
const testTimeout = 120_000;

beforeEach(async () => {
  await createFixture();
  onTestFailed(async () => {
    console.error(await readFile(join(await baseFolder(), "postgres.log"), "utf8").catch(() => "no server log"));
  });
});

afterEach(disposeFixture, testTimeout);

describe("first start", { timeout: testTimeout }, () => {
  it("creates a PostgreSQL 18 cluster, sorted by the built-in provider", async () => {
    const messages: string[] = [];
    const postgres = await acquire({ onProgress: (message) => messages.push(message) });
    expect(await query(postgres.applicationUrl, "SHOW server_version")).toMatch(/^18\./);
    expect(await query(postgres.applicationUrl, "SHOW server_encoding")).toBe("UTF8");
    expect(messages[0]).toMatch(/^Preparing the embedded PostgreSQL 18\.\d+$/);
    await postgres.release();
    await postgres.release();
    await untilStopped();
  });

  it("gives five processes which start at once one server", async () => {
    const holders = await Promise.all([1, 2, 3, 4, 5].map(() => startHolder()));
    const ports = new Set(holders.map((holder) => new URL(holder.applicationUrl).port));
    expect(ports.size).toBe(1);
    for (const holder of holders) expect(await query(holder.applicationUrl, "SELECT 1")).toBe(1);
    await Promise.all(holders.map((holder) => holder.release()));
    await untilStopped();
  });

  it.skipIf(!isRoot)("works below a folder closed to others (only root needs another place for it)", async () => {
    await chmod(fixture.parent, 0o700);
    const postgres = await acquire();
    expect(await baseFolder()).toMatch(/^\/var\/lib\/customer-success\/[0-9a-f]{16}$/);
    expect(await query(postgres.applicationUrl, "SELECT 1")).toBe(1);
    await postgres.release();
    await untilStopped();
    // Opening the folder later must not lead to a second, empty cluster.
    await chmod(fixture.parent, 0o755);
    const again = await acquire();
    expect(await baseFolder()).toContain("/var/lib/customer-success/");
    await again.release();
  });
});

describe("a new cluster", { timeout: testTimeout }, () => {
  beforeEach(useInstalledBinaries);

  it("writes nothing to the standard output of the process", async () => {
    const holder = await startHolder();
    await holder.release();
    expect(holder.output()).toEqual({ stdout: "", stderr: "" });
  });

  it("keeps secrets private and out of the server's command line and log", async () => {
    const postgres = await acquire();
    const secretsFile = join(fixture.home, "embedded-postgres.json");
    expect((await stat(secretsFile)).mode & 0o777).toBe(0o600);
    expect((await stat(join(await baseFolder(), "data"))).mode & 0o777).toBe(0o700);
    const secrets = JSON.parse(await readFile(secretsFile, "utf8")) as Record<string, unknown>;
    const log = await readFile(join(await baseFolder(), "postgres.log"), "utf8");
    const options = await readFile(join(await baseFolder(), "data", "postmaster.opts"), "utf8");
    const passwords = Object.entries(secrets).filter(([name]) => name.endsWith("Password"));
    expect(passwords).toHaveLength(3);
    for (const [, password] of passwords) expect(log + options).not.toContain(password);
    await postgres.release();
  });

  it("says why when the server cannot start", async () => {
    await expect(acquire({ settings: { shared_buffers: "nonsense" }, startAttempts: 2 })).rejects.toMatchObject({
      code: "persistence",
      hint: expect.stringContaining("shared_buffers"),
    });
  });

  it("refuses settings which are none", async () => {
    await expect(acquire({ settings: { "fsync = off\nport": "1" } })).rejects.toMatchObject({ code: "configuration" });
  });
});

describe("roles", { timeout: testTimeout }, () => {
  beforeEach(useExistingCluster);

  it("gives the application no power over schema and tenants", async () => {
    const postgres = await acquire();
    const url = postgres.applicationUrl;
    const attributes = "rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication";
    expect(await query(url, `SELECT ${attributes} FROM pg_roles WHERE rolname = current_user`)).toBe(false);
    await expect(query(url, "CREATE TABLE public.intruder (id int)")).rejects.toMatchObject({ code: "42501" });
    expect(await query(url, "CREATE TEMPORARY TABLE scratch (id int); SELECT 1")).toBe(1);
    const elsewhere = new URL(url);
    elsewhere.pathname = "/postgres";
    await expect(query(elsewhere.href, "SELECT 1")).rejects.toMatchObject({ code: "42501" });
    await postgres.release();
  });

  it("lets the owner create tables without being a superuser", async () => {
    const postgres = await acquire();
    const url = postgres.adminUrl;
    expect(await query(url, "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")).toBe(false);
    expect(await query(url, "CREATE TABLE public.owned (id int); SELECT count(*)::int FROM owned")).toBe(0);
    await postgres.release();
  });
});

describe("sharing", { timeout: testTimeout }, () => {
  beforeEach(useExistingCluster);

  it("joins the server of another process, and the last one out stops it", async () => {
    const first = await startHolder();
    const pid = await serverPid();
    const second = await acquire();
    expect(await serverPid()).toBe(pid);
    await first.release();
    expect(await query(second.applicationUrl, "SELECT 1")).toBe(1);
    await second.release();
    await untilStopped();
    await untilEnded(pid);
  });

  it("adopts the server of a process which was killed", async () => {
    const holder = await startHolder();
    const pid = await serverPid();
    await kill(holder.child);
    expect(await isRunning(pid)).toBe(true);
    const next = await acquire();
    expect(await serverPid()).toBe(pid);
    await next.release();
    await untilStopped();
  });

  it("does not keep a process alive", async () => {
    const child = spawnHolder(["0"]);
    const [code] = (await once(child, "exit")) as [number | null];
    expect(code).toBe(0);
    const holder = await startHolder();
    const exited = once(holder.child, "exit");
    holder.child.disconnect();
    expect((await exited)[0]).toBe(0);
  });

  it("grants no lease on a server which is stopping", async () => {
    const holder = await acquire();
    const pid = await serverPid();
    // A smart shutdown lets who is connected go on, so the stop lasts as long as the lease.
    process.kill(pid, "SIGTERM");
    await until(async () => (await findPostmaster(join(await baseFolder(), "data")))?.stopping === true);
    const next = acquire();
    await holder.release();
    expect(await query((await next).applicationUrl, "SELECT 1")).toBe(1);
    expect(await serverPid()).not.toBe(pid);
    await (await next).release();
    await untilStopped();
  });

  it("survives starts and stops which cross each other", async () => {
    const ends = await Promise.all([runRounds(10), runRounds(10)]);
    expect(ends).toEqual(Array(2).fill({ code: 0, stderr: "" }));
    await untilStopped();
  });
});

describe("recovery", { timeout: testTimeout }, () => {
  beforeEach(useExistingCluster);

  it("starts again with the data after the server was killed, and the holder of its lease lives on", async () => {
    const holder = await acquire();
    await query(holder.adminUrl, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (42); SELECT 1");
    const pid = await serverPid();
    process.kill(pid, "SIGKILL");
    await untilEnded(pid);
    const next = await acquire();
    expect(await serverPid()).not.toBe(pid);
    expect(await query(next.adminUrl, "SELECT id FROM kept")).toBe(42);
    await holder.release();
    expect(await query(next.adminUrl, "SELECT id FROM kept")).toBe(42);
    await next.release();
  });

  it.skipIf(process.platform !== "linux")(
    "is not misled by an old pid file whose pid and port belong to other programs (Linux can tell)",
    async () => {
      const first = await acquire();
      await first.release();
      await untilStopped();
      let contacts = 0;
      const stranger = createServer(() => (contacts += 1)).listen(0, "127.0.0.1");
      await once(stranger, "listening");
      const port = (stranger.address() as { port: number }).port;
      const data = join(await baseFolder(), "data");
      await writeFile(join(data, "postmaster.pid"), `${process.pid}\n${data}\n1700000000\n${port}\n\n127.0.0.1\n`);
      const next = await acquire();
      expect(await query(next.applicationUrl, "SELECT 1")).toBe(1);
      expect(contacts).toBe(0);
      await next.release();
      stranger.close();
    },
  );

  it("asks for the passwords when only the data is left", async () => {
    const postgres = await acquire();
    await postgres.release();
    await untilStopped();
    const secretsFile = join(fixture.home, "embedded-postgres.json");
    await rename(secretsFile, `${secretsFile}.away`);
    await expect(acquire()).rejects.toMatchObject({ code: "configuration" });
    await rename(`${secretsFile}.away`, secretsFile);
  });

  it("begins anew after its data folder was deleted", async () => {
    const first = await acquire();
    await query(first.adminUrl, "CREATE TABLE kept (id int); SELECT 1");
    await first.release();
    await untilStopped();
    await rm(fixture.home, { recursive: true });
    const second = await acquire();
    expect(await query(second.adminUrl, "SELECT to_regclass('kept') IS NULL")).toBe(true);
    await second.release();
  });
});
